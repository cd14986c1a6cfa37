import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import PostalMime from "postal-mime";
import { SMTPServer } from "smtp-server";
import { vi } from "vitest";

export interface ReceivedMail {
  /** Whom the SMTP server was told to deliver it to. */
  recipients: string[];
  /** As the header says. */
  to: string;
  from: string;
  subject: string;
  text: string;
  html: string;
  /** Decoded; undefined when there is none, the first when there are several. */
  header(name: string): string | undefined;
  /** Every byte of the message. */
  raw: string;
}

export interface MailServer {
  /** The settings of a Postil that sends its mail here. */
  readonly env: { POSTIL_SMTP_URL: string; POSTIL_MAIL_FROM: string };
  /** What was received, the oldest first. */
  readonly mails: readonly ReceivedMail[];
  /** How often somebody has begun a mail, taken or not. */
  readonly attempts: number;
  /** Waits until there are `count` mails, to `address` if one is given, and gives those. */
  received(count: number, address?: string): Promise<ReceivedMail[]>;
  /** From now on what is sent to `address` is answered with `code` (450: try later, 550: never); 0: taken again. */
  refuse(address: string, code: number): void;
  /** Nobody listens any more, until `start`, which takes the same port. */
  stop(): Promise<void>;
  start(): Promise<void>;
  close(): Promise<void>;
}

/** A real SMTP server on a free port of this machine. `stop` it at once for a server that can't be reached. */
export async function startMailServer(): Promise<MailServer> {
  const mails: ReceivedMail[] = [];
  const refused = new Map<string, number>();
  let attempts = 0;
  let port = 0;
  const make = () =>
    new SMTPServer({
      authOptional: true,
      disabledCommands: ["STARTTLS", "AUTH"],
      closeTimeout: 50,
      logger: false,
      onMailFrom(_address, _session, callback) {
        attempts += 1;
        callback();
      },
      onRcptTo({ address }, _session, callback) {
        const responseCode = refused.get(address);
        callback(responseCode ? Object.assign(new Error("not now"), { responseCode }) : null);
      },
      onData(stream, session, callback) {
        const recipients = session.envelope.rcptTo.map(({ address }) => address);
        buffer(stream)
          .then((bytes) => read(bytes, recipients))
          .then((mail) => {
            mails.push(mail);
            callback();
          }, callback);
      },
    });
  let server: SMTPServer | null = null;
  const start = async () => {
    server = make();
    const listening = server.listen(port, "127.0.0.1");
    await once(listening, "listening");
    ({ port } = listening.address() as AddressInfo);
  };
  const stop = async () => {
    const stopping = server;
    server = null;
    if (stopping) await new Promise<void>((resolve) => stopping.close(resolve));
  };
  await start();
  return {
    env: { POSTIL_SMTP_URL: `smtp://127.0.0.1:${port}`, POSTIL_MAIL_FROM: "Postil <postil@example.org>" },
    mails,
    get attempts() {
      return attempts;
    },
    received(count, address) {
      return vi.waitFor(
        () => {
          const found = mails.filter(({ recipients }) => address === undefined || recipients.includes(address));
          if (found.length < count) throw new Error(`${found.length} mails, not ${count}`);
          return found;
        },
        { timeout: 20_000, interval: 20 },
      );
    },
    refuse(address, code) {
      refused.set(address, code);
    },
    stop,
    start,
    close: stop,
  };
}

async function read(bytes: Buffer, recipients: string[]): Promise<ReceivedMail> {
  const mail = await PostalMime.parse(bytes);
  return {
    recipients,
    to: (mail.to ?? []).map((one) => one.address ?? "").join(", "),
    from: mail.from?.address ?? "",
    subject: mail.subject ?? "",
    text: mail.text ?? "",
    html: mail.html ?? "",
    header: (name) => mail.headers.find(({ key }) => key === name.toLowerCase())?.value,
    raw: bytes.toString("utf8"),
  };
}
