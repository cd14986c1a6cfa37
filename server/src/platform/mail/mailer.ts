import { Inject, Injectable, Logger, type OnApplicationShutdown, type OnModuleDestroy } from "@nestjs/common";
import type { createTransport } from "nodemailer";
import { CONFIG, type Config } from "../config.ts";
import { isLoopback } from "../http/origin.ts";

export interface Mail {
  /** One address, without a name. */
  to: string;
  subject: string;
  /** Plain text; lines end in `\n`. */
  text: string;
  /** The same for those whose program shows HTML. */
  html?: string;
  headers?: Record<string, string>;
}

/**
 * A mail that could not be handed over. `permanent`: the mail server will never take it, so that trying again is no use.
 * `notTaken`: it has certainly not been taken; false where the connection broke off when it may have been.
 */
export class MailError extends Error {
  constructor(
    message: string,
    readonly permanent: boolean,
    readonly notTaken = true,
  ) {
    super(message);
    this.name = "MailError";
  }
}

/** How long a server may take to answer, and a whole delivery; how long the stop waits for those under way. In ms. */
const PATIENCE = { connect: 10_000, answer: 20_000, delivery: 60_000, stop: 1_000 };
/** A connection is kept for the next mail of a batch, in ms. */
const IDLE_MS = 15_000;

/** What nodemailer says of an error. */
interface SmtpError {
  code?: unknown;
  /** Of the SMTP server's answer, when it has answered. */
  responseCode?: unknown;
  permanent?: unknown;
  /** Of the socket, where `code` is nodemailer's own. */
  originalCode?: unknown;
  timeoutType?: unknown;
}
/** What fails before any mail can be handed over. */
const BEFORE_MAIL: ReadonlySet<unknown> = new Set([
  ...["EDNS", "ETLS", "EAUTH", "ENOAUTH", "EENVELOPE"],
  ...["ECONNREFUSED", "EHOSTUNREACH", "ENETUNREACH", "EADDRNOTAVAIL"],
  ...["CONNECT_TIMEOUT", "GREETING_TIMEOUT", "UPGRADE_TIMEOUT"],
]);

type Transport = ReturnType<typeof createTransport>;

/** Sends mail through the SMTP server of the settings. Nothing of it runs before the first mail. */
@Injectable()
export class Mailer implements OnModuleDestroy, OnApplicationShutdown {
  /** Whether the settings name an SMTP server. Ask before `send`. */
  readonly enabled: boolean;
  private readonly logger = new Logger("Mail");
  private readonly stopping = new AbortController();
  private transport: Promise<Transport> | null = null;
  private readonly underWay = new Set<Promise<void>>();
  private closing = false;
  private late: NodeJS.Timeout | undefined;
  private failing = false;

  constructor(@Inject(CONFIG) private readonly config: Config) {
    this.enabled = config.mail !== null;
  }

  /** `failing`: the mail server could not be reached, or refused what has to do with no single mail, the last time. */
  get state(): "off" | "ok" | "failing" {
    if (!this.enabled) return "off";
    return this.failing ? "failing" : "ok";
  }

  /**
   * Returns once the SMTP server has taken the mail. Throws `MailError`. A control character in the subject or in a
   * header becomes a space, so that none of them can begin a header of its own.
   */
  async send(mail: Mail): Promise<void> {
    if (this.config.mail === null) throw new MailError("This server sends no mail: POSTIL_SMTP_URL isn't set.", true);
    // One address, and nothing that a mail program would take apart into several.
    if (!/^[^\s<>()[\]\\,;:"]+@[^\s<>()[\]\\,;:"]+$/.test(mail.to)) throw new MailError("That is no address.", true);
    if (this.closing) throw new MailError("The server is stopping.", false);
    const delivery = this.deliver(this.config.mail, mail);
    this.underWay.add(delivery);
    try {
      await delivery;
    } finally {
      this.underWay.delete(delivery);
    }
  }

  /**
   * What is being handed over may take a moment: whether a mail that is broken off was taken, nobody knows. Counted from
   * the beginning of the stop: whoever sends waits at its end for what they have begun, before the mailer's turn comes.
   */
  onModuleDestroy(): void {
    this.closing = true;
    this.late = setTimeout(() => this.stopping.abort(), PATIENCE.stop);
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.allSettled(this.underWay);
    clearTimeout(this.late);
    (await this.transport)?.close();
  }

  private async deliver(settings: NonNullable<Config["mail"]>, mail: Mail): Promise<void> {
    const signal = AbortSignal.any([this.stopping.signal, AbortSignal.timeout(PATIENCE.delivery)]);
    try {
      this.transport ??= this.connect(settings);
      const transport = await this.transport;
      await transport.sendMail({
        from: settings.from,
        to: { name: "", address: mail.to },
        subject: oneLine(mail.subject),
        text: mail.text,
        html: mail.html,
        headers: Object.fromEntries(Object.entries(mail.headers ?? {}).map(([name, value]) => [name, oneLine(value)])),
        signal,
      });
      this.told(null);
    } catch (error) {
      throw this.refused(error);
    }
  }

  private async connect({ smtp }: NonNullable<Config["mail"]>): Promise<Transport> {
    const { createTransport: create } = await import("nodemailer");
    return create({
      pool: true,
      maxConnections: 2,
      // A mail whose connection breaks may have been taken: whether to send it again is for its sender to decide.
      maxRequeues: 0,
      idleTimeout: IDLE_MS,
      host: smtp.host,
      port: smtp.port,
      secure: smtp.secure,
      // A password doesn't travel in the clear.
      requireTLS: !smtp.secure && smtp.auth !== null && !isLoopback(smtp.host),
      auth: smtp.auth ?? undefined,
      connectionTimeout: PATIENCE.connect,
      greetingTimeout: PATIENCE.connect,
      socketTimeout: PATIENCE.answer,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  }

  /** Only what says nothing about the one who was written to is a fault of the mail server. */
  private refused(error: unknown): MailError {
    if (this.stopping.signal.aborted) return new MailError("The server is stopping.", false, false);
    const reason = error instanceof Error ? error.message : String(error);
    const { code, responseCode, permanent, originalCode, timeoutType }: SmtpError = Object(error);
    const about = code === "EENVELOPE" || code === "EMESSAGE" ? "mail" : "server";
    if (about === "server") this.told(reason);
    const notTaken =
      typeof responseCode === "number" || [code, originalCode, timeoutType].some((one) => BEFORE_MAIL.has(one));
    return new MailError(reason, about === "mail" && permanent === true, notTaken);
  }

  /** Once when it begins to fail and once when it works again, not for every mail. */
  private told(reason: string | null): void {
    if (reason !== null && !this.failing) this.logger.error(`The mail server takes no mail: ${oneLine(reason)}`);
    if (reason === null && this.failing) this.logger.warn("The mail server takes mail again.");
    this.failing = reason !== null;
  }
}

function oneLine(text: string): string {
  return text.replace(/\p{Cc}+/gu, " ").trim();
}
