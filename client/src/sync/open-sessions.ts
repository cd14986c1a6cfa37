import { type DocumentSession, type OpenOptions, openDocument } from "./document-session.ts";

/** A page that leaves and enters a document within this many ms (React does, in development) keeps its session. */
const GRACE = 1_000;
/** A document that was left is kept open this long, in ms, while the server has yet to confirm what was done in it. */
const LAST_ACKNOWLEDGEMENT = 30_000;

interface OpenSession {
  session: DocumentSession;
  userId: string;
  users: number;
  /** Stops the closing that is under way. */
  stay: () => void;
}

const open = new Map<string, OpenSession>();

function keyOf({ userId, name, presence }: OpenOptions): string {
  return JSON.stringify([userId, name, presence]);
}

/** The session that everybody on this page shares. Give it back with `releaseDocument`. */
export function acquireDocument(options: OpenOptions): DocumentSession {
  const key = keyOf(options);
  let entry = open.get(key);
  if (!entry) {
    entry = { session: openDocument(options), userId: options.userId, users: 0, stay: () => undefined };
    open.set(key, entry);
  }
  entry.stay();
  entry.users++;
  return entry.session;
}

export function releaseDocument(options: OpenOptions): void {
  const key = keyOf(options);
  const entry = open.get(key);
  if (!entry || --entry.users > 0) return;
  const { session } = entry;
  const close = () => {
    entry.stay();
    open.delete(key);
    void session.destroy();
  };
  const closeWhenSent = () => {
    const done = () => session.unacknowledged === 0 || !session.online;
    if (done()) {
      close();
      return;
    }
    const late = setTimeout(close, LAST_ACKNOWLEDGEMENT);
    const stop = session.subscribe(() => {
      if (done()) close();
    });
    entry.stay = () => {
      clearTimeout(late);
      stop();
    };
  };
  const timer = setTimeout(closeWhenSent, GRACE);
  entry.stay = () => clearTimeout(timer);
}

/** The person's sessions that are open in this page. */
export function sessionsOf(userId: string): DocumentSession[] {
  return [...open.values()].filter((entry) => entry.userId === userId).map((entry) => entry.session);
}

/** Closes all of a person's sessions at once, whoever uses them. */
export async function closeSessionsOf(userId: string): Promise<void> {
  const closing: Promise<void>[] = [];
  for (const [key, entry] of open) {
    if (entry.userId !== userId) continue;
    open.delete(key);
    entry.stay();
    closing.push(entry.session.destroy());
  }
  await Promise.all(closing);
}
