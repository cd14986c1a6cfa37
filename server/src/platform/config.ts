import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { type RegistrationMode, registrationModeSchema } from "@postil/shared/schema/account";
import { z } from "zod";
import { type MailFrom, mailFromSchema, type SmtpSettings, smtpUrlSchema } from "./mail/mail-settings.ts";
import { StartError } from "./start-error.ts";

export interface Config {
  /** 0: any free port. */
  port: number;
  host: string;
  /** Public origin, without a slash at its end. Follows the real port when it is not set and `port` is 0. */
  origin: string;
  /** Absolute. Folder of the embedded database, and of files that are fetched within a day: `jobs/`. */
  dataDir: string;
  databaseUrl: string | null;
  sample: boolean;
  /** How many proxies stand in front. */
  trustProxy: number;
  registration: RegistrationMode;
  /** Null: no mail is sent. */
  mail: { smtp: SmtpSettings; from: MailFrom } | null;
  /** Folder of the built client; null when there is none. */
  clientDir: string | null;
  /** The built program that a sandbox's child runs. */
  sandboxEntry: URL;
  version: string;
  /** Whether POSTIL_ORIGIN was given. */
  originGiven: boolean;
}

/** Injection token of `Config`. */
export const CONFIG = Symbol("Config");

/** A setting that can't be used. `message` is one sentence that names it and says what it takes. */
export class ConfigError extends StartError {
  override name = "ConfigError";
}

const packageRoot = fileURLToPath(new URL("../..", import.meta.url));
const repositoryRoot = resolve(packageRoot, "..");

const wholeNumber = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,6}$/)
    .transform(Number)
    .pipe(z.number().min(min).max(max));

const originSchema = z.string().transform((value, context) => {
  const url = URL.canParse(value) ? new URL(value) : null;
  const bare = url && url.pathname === "/" && !url.search && !url.hash && !url.username && !url.password;
  if (!url || !bare || !(url.protocol === "http:" || url.protocol === "https:")) {
    context.addIssue("not an origin");
    return z.NEVER;
  }
  return url.origin;
});

const databaseUrlSchema = z.string().refine((value) => {
  if (!URL.canParse(value)) return false;
  const url = new URL(value);
  return (url.protocol === "postgres:" || url.protocol === "postgresql:") && (url.host !== "" || url.search !== "");
});

interface Setting<T> {
  schema: z.ZodType<T, string>;
  /** Ends the sentence "POSTIL_X takes …". */
  takes: string;
  /** Its value stays out of messages and logs. */
  secret?: boolean;
}

const settings = {
  PORT: { schema: wholeNumber(0, 65_535), takes: "a port number from 0 to 65535 (0 picks a free one)" },
  HOST: {
    schema: z.string().regex(/^[A-Za-z0-9.:_-]+$/),
    takes: "a host name or an IP address to listen on, such as 127.0.0.1 or 0.0.0.0",
  },
  POSTIL_ORIGIN: {
    schema: originSchema,
    takes: "the public URL without a path, such as https://postil.example.org",
  },
  POSTIL_DATA: { schema: z.string().regex(/^[^\0]+$/), takes: "the path of a folder" },
  DATABASE_URL: {
    schema: databaseUrlSchema,
    takes: "the URL of a PostgreSQL database, such as postgresql://user:password@localhost:5432/postil",
    secret: true,
  },
  POSTIL_SAMPLE: {
    schema: z.enum(["0", "1"]).transform((value) => value === "1"),
    takes: "1 (add the sample workspace) or 0 (leave it out)",
  },
  POSTIL_TRUST_PROXY: {
    schema: wholeNumber(0, 32),
    takes: "how many proxies stand in front of the server, a whole number from 0 to 32",
  },
  POSTIL_REGISTRATION: { schema: registrationModeSchema, takes: "open, invited or closed" },
  POSTIL_SMTP_URL: {
    schema: smtpUrlSchema,
    takes: "the address of a mail server, such as smtp://user:password@mail.example.org:587 or smtps://…:465",
    secret: true,
  },
  POSTIL_MAIL_FROM: {
    schema: mailFromSchema,
    takes: "the sender of mail, such as postil@example.org or Postil <postil@example.org>",
  },
} satisfies Record<string, Setting<unknown>>;

type Environment = Record<string, string | undefined>;

/** Reads the settings of DESIGN.md from the environment; an empty value counts as not set. Throws `ConfigError`. */
export function parseConfig(env: Environment): Config {
  const port = read(env, "PORT") ?? 3000;
  const host = read(env, "HOST") ?? "127.0.0.1";
  const origin = read(env, "POSTIL_ORIGIN");
  const clientDir = resolve(repositoryRoot, "client/dist");
  return {
    port,
    host,
    origin: origin ?? listeningOrigin(host, port),
    originGiven: origin !== undefined,
    dataDir: resolve(read(env, "POSTIL_DATA") ?? resolve(repositoryRoot, "data")),
    databaseUrl: read(env, "DATABASE_URL") ?? null,
    sample: read(env, "POSTIL_SAMPLE") ?? true,
    trustProxy: read(env, "POSTIL_TRUST_PROXY") ?? 0,
    registration: read(env, "POSTIL_REGISTRATION") ?? "open",
    mail: readMail(env),
    clientDir: existsSync(resolve(clientDir, "index.html")) ? clientDir : null,
    sandboxEntry: pathToFileURL(resolve(packageRoot, "dist/sandbox-tasks.js")),
    version: packageVersion(),
  };
}

/** What a browser on this machine calls a server that listens on `host` and `port`. */
export function listeningOrigin(host: string, port: number): string {
  const everywhere = host === "0.0.0.0" || host === "::";
  const name = everywhere ? "localhost" : host.includes(":") ? `[${host}]` : host;
  // `new URL` leaves out the port that the scheme implies, as browsers do in the Origin header.
  return new URL(`http://${name}:${port}`).origin;
}

function read<K extends keyof typeof settings>(
  env: Environment,
  name: K,
): z.output<(typeof settings)[K]["schema"]> | undefined {
  const value = env[name]?.trim();
  if (!value) return undefined;
  const setting: Setting<unknown> = settings[name];
  const result = setting.schema.safeParse(value);
  if (result.success) return result.data as z.output<(typeof settings)[K]["schema"]>;
  const shown = setting.secret ? "what it holds now" : JSON.stringify(value.slice(0, 100));
  throw new ConfigError(`${name} can't be ${shown}: it takes ${setting.takes}.`);
}

/** Mail needs both settings: a sender that is guessed would be thrown away as spam. */
function readMail(env: Environment): Config["mail"] {
  const smtp = read(env, "POSTIL_SMTP_URL");
  const from = read(env, "POSTIL_MAIL_FROM");
  if (!smtp) return null;
  if (from) return { smtp, from };
  throw new ConfigError(`POSTIL_SMTP_URL needs POSTIL_MAIL_FROM: it takes ${settings.POSTIL_MAIL_FROM.takes}.`);
}

function packageVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(resolve(packageRoot, "package.json"), "utf8"));
  return z.object({ version: z.string() }).parse(manifest).version;
}
