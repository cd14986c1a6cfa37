import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { ConfigError, listeningOrigin, parseConfig } from "./config.ts";

const refusal = (env: Record<string, string>) => {
  try {
    parseConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return "accepted";
};

describe("the settings", () => {
  it("have the defaults of the design", () => {
    expect(parseConfig({})).toMatchObject({
      port: 3000,
      host: "127.0.0.1",
      origin: "http://127.0.0.1:3000",
      databaseUrl: null,
      sample: true,
      trustProxy: 0,
      registration: "open",
      mail: null,
    });
    expect(parseConfig({}).dataDir).toMatch(/\/data$/);
  });

  it("are taken from the environment", () => {
    const config = parseConfig({
      PORT: "8080",
      HOST: "0.0.0.0",
      POSTIL_ORIGIN: "https://postil.example.org/",
      POSTIL_DATA: "some/folder",
      DATABASE_URL: "postgresql://postil:secret@db/postil",
      POSTIL_SAMPLE: "0",
      POSTIL_TRUST_PROXY: "2",
      POSTIL_REGISTRATION: "invited",
    });
    expect(config).toMatchObject({
      port: 8080,
      host: "0.0.0.0",
      origin: "https://postil.example.org",
      dataDir: resolve("some/folder"),
      databaseUrl: "postgresql://postil:secret@db/postil",
      sample: false,
      trustProxy: 2,
      registration: "invited",
    });
  });

  it("count as not set when they are empty", () => {
    expect(parseConfig({ PORT: "", DATABASE_URL: "  " })).toMatchObject({ port: 3000, databaseUrl: null });
  });

  it.each([
    ["PORT", "70000"],
    ["PORT", "80a"],
    ["PORT", "-1"],
    ["HOST", "not a host"],
    ["POSTIL_ORIGIN", "postil.example.org"],
    ["POSTIL_ORIGIN", "https://postil.example.org/path"],
    ["POSTIL_ORIGIN", "ftp://postil.example.org"],
    ["DATABASE_URL", "mysql://localhost/postil"],
    ["DATABASE_URL", "localhost"],
    ["POSTIL_SAMPLE", "no"],
    ["POSTIL_TRUST_PROXY", "true"],
    ["POSTIL_REGISTRATION", "everybody"],
    ["POSTIL_SMTP_URL", "mail.example.org"],
    ["POSTIL_SMTP_URL", "https://mail.example.org"],
    ["POSTIL_SMTP_URL", "smtp://mail.example.org/inbox"],
    ["POSTIL_SMTP_URL", "smtp://user:100%@mail.example.org"],
    ["POSTIL_MAIL_FROM", "Postil"],
    ["POSTIL_MAIL_FROM", "Postil <postil@example.org>, others@example.org"],
    ["POSTIL_MAIL_FROM", "Postil\r\nBcc: others@example.org <postil@example.org>"],
  ])("%s can't be %s, and one sentence says what it takes", (name, value) => {
    const message = refusal({ [name]: value });
    expect(message).toMatch(new RegExp(`^${name} can't be .+: it takes .+\\.$`));
    expect(message).not.toContain("\n");
  });

  it("keep a password out of the sentence", () => {
    expect(refusal({ DATABASE_URL: "mysql://postil:secret@db/postil" })).not.toContain("secret");
    expect(refusal({ POSTIL_SMTP_URL: "smpt://postil:secret@mail/" })).not.toContain("secret");
  });

  it("name a mail server by one address, and need a sender with it", () => {
    const mail = (url: string, from: string) => parseConfig({ POSTIL_SMTP_URL: url, POSTIL_MAIL_FROM: from }).mail;
    expect(mail("smtps://me%40example.org:s%2Fp@mail.example.org", "Postil at work <postil@example.org>")).toEqual({
      smtp: {
        host: "mail.example.org",
        port: 465,
        secure: true,
        auth: { user: "me@example.org", pass: "s/p" },
      },
      from: { name: "Postil at work", address: "postil@example.org" },
    });
    expect(mail("smtp://[::1]:2525", "postil@example.org")).toEqual({
      smtp: { host: "::1", port: 2525, secure: false, auth: null },
      from: { name: "", address: "postil@example.org" },
    });
    expect(mail("smtp://mail", "postil@example.org")?.smtp.port).toBe(587);
    expect(refusal({ POSTIL_SMTP_URL: "smtp://mail" })).toMatch(/^POSTIL_SMTP_URL needs POSTIL_MAIL_FROM: .+\.$/);
  });
});

describe("the address a server listens on", () => {
  it("reads as browsers write it", () => {
    expect(listeningOrigin("127.0.0.1", 3000)).toBe("http://127.0.0.1:3000");
    expect(listeningOrigin("127.0.0.1", 80)).toBe("http://127.0.0.1");
    expect(listeningOrigin("::1", 3000)).toBe("http://[::1]:3000");
    expect(listeningOrigin("0.0.0.0", 3000)).toBe("http://localhost:3000");
  });
});
