import { afterEach, describe, expect, it } from "vitest";
import { parseConfig } from "../../server/src/platform/config.ts";
import { Mailer } from "../../server/src/platform/mail/mailer.ts";
import { type MailServer, startMailServer } from "./mail-server.ts";

const closing: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function scene(): Promise<{ server: MailServer; mailer: Mailer }> {
  const server = await startMailServer();
  const mailer = new Mailer(parseConfig(server.env));
  closing.push(
    () => server.close(),
    () => mailer.onApplicationShutdown(),
  );
  return { server, mailer };
}

describe("mail", () => {
  it("arrives as it was written, line for line, in any script", async () => {
    const { server, mailer } = await scene();
    const text = `Ça va, 読者?\n\n.\nFrom here on a dot stands alone, and a line is ${"long ".repeat(300)}.\n`;
    await mailer.send({ to: "ann@example.org", subject: "Grüße", text, headers: { "X-Postil": "digest" } });
    const [mail] = await server.received(1);
    expect(mail).toMatchObject({ recipients: ["ann@example.org"], to: "ann@example.org", from: "postil@example.org" });
    expect(mail?.subject).toBe("Grüße");
    expect(mail?.text).toBe(text);
    expect(mail?.header("x-postil")).toBe("digest");
  });

  it("has no other headers and recipients than it was given, whatever its parts hold", async () => {
    const { server, mailer } = await scene();
    const evil = "1\r\nBcc: eve@example.org\r\n\r\n<b>2</b>";
    await mailer.send({ to: "ann@example.org", subject: evil, text: "3", headers: { "List-Unsubscribe": evil } });
    const [mail] = await server.received(1);
    expect(mail?.recipients).toEqual(["ann@example.org"]);
    expect(mail?.header("bcc")).toBeUndefined();
    expect(mail?.subject).toBe("1 Bcc: eve@example.org <b>2</b>");
    for (const to of [
      "ann@example.org, eve@example.org",
      "ann@example.org\r\nRCPT TO:<eve@example.org>",
      "Ann <ann>",
    ]) {
      await expect(mailer.send({ to, subject: "s", text: "t" })).rejects.toMatchObject({ permanent: true });
    }
    expect(server.mails).toHaveLength(1);
  });

  it("says when the mail server is away, and when it is back", async () => {
    const { server, mailer } = await scene();
    expect(mailer.state).toBe("ok");
    await server.stop();
    const mail = { to: "ann@example.org", subject: "s", text: "t" };
    await expect(mailer.send(mail)).rejects.toMatchObject({ permanent: false });
    expect(mailer.state).toBe("failing");
    await server.start();
    await mailer.send(mail);
    expect(mailer.state).toBe("ok");
    expect(server.mails).toHaveLength(1);
  });

  it("tells an address that will never take any from one that may later, and blames the mail server for neither", async () => {
    const { server, mailer } = await scene();
    server.refuse("gone@example.org", 550);
    server.refuse("full@example.org", 450);
    const to = (address: string) => mailer.send({ to: address, subject: "s", text: "t" });
    await expect(to("gone@example.org")).rejects.toMatchObject({ permanent: true });
    await expect(to("full@example.org")).rejects.toMatchObject({ permanent: false });
    expect(mailer.state).toBe("ok");
  });

  it("is refused where the settings name no server", async () => {
    const mailer = new Mailer(parseConfig({}));
    expect(mailer).toMatchObject({ enabled: false, state: "off" });
    await expect(mailer.send({ to: "ann@example.org", subject: "s", text: "t" })).rejects.toThrow(/POSTIL_SMTP_URL/);
  });

  it("doesn't send a password in the clear to another machine, even if that one asks for it", async () => {
    const { server } = await scene();
    const { POSTIL_SMTP_URL, POSTIL_MAIL_FROM } = server.env;
    const port = new URL(POSTIL_SMTP_URL).port;
    const config = parseConfig({ POSTIL_SMTP_URL: `smtp://me:secret@127.1:${port}`, POSTIL_MAIL_FROM });
    const mailer = new Mailer(config);
    closing.push(() => mailer.onApplicationShutdown());
    await expect(mailer.send({ to: "ann@example.org", subject: "s", text: "t" })).rejects.toThrow(/TLS/);
    expect(server.attempts).toBe(0);
  });
});
