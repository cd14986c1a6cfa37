import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from "@nestjs/common";
import { DataSource, EntityManager, LessThan, Not } from "typeorm";
import { CONFIG, type Config } from "../platform/config.ts";
import { unauthenticated } from "../platform/errors.ts";
import { Events } from "../platform/events.ts";
import { hashSecret, newSecret } from "./secret.ts";
import { Session } from "./session.entity.ts";
import { readSessionCookie, sessionCookie } from "./session-cookie.ts";

/** `sessionHash`: hex of what is stored of the session's id. */
export interface SignedIn {
  userId: string;
  sessionHash: string;
}

const DAY_MS = 86_400_000;
/** A session ends after so long without being used. */
const SESSION_LIFE_MS = 30 * DAY_MS;
/** Using it moves its end on, but is not written more often than this: a read should stay a read. */
const TOUCH_EVERY_MS = 60 * 60_000;
const SWEEP_EVERY_MS = 15 * 60_000;

/** Who is signed in: sessions are 256 random bits in a cookie, of which the database holds only the hash. */
@Injectable()
export class SessionService implements OnApplicationBootstrap, OnApplicationShutdown {
  private sweeping: NodeJS.Timeout | undefined;

  constructor(
    private readonly dataSource: DataSource,
    private readonly events: Events,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  onApplicationBootstrap(): void {
    // What fails is tried again by the next sweep; an expired session opens nothing meanwhile.
    this.sweeping = setInterval(() => this.endExpired().catch(() => undefined), SWEEP_EVERY_MS);
    this.sweeping.unref();
  }

  onApplicationShutdown(): void {
    clearInterval(this.sweeping);
  }

  /** Who sends this Cookie header; null without a session that still lasts. */
  async signedIn(cookieHeader: string | undefined): Promise<SignedIn | null> {
    return (await this.authenticate(cookieHeader))?.signedIn ?? null;
  }

  /** The same for a request whose answer can carry `cookie`, the renewed Set-Cookie value, when there is one. */
  async authenticate(cookieHeader: string | undefined): Promise<{ signedIn: SignedIn; cookie: string | null } | null> {
    const secret = readSessionCookie(cookieHeader, this.config.origin);
    if (!secret) return null;
    const idHash = hashSecret(secret);
    const session = await this.dataSource.manager.findOneBy(Session, { idHash });
    const now = Date.now();
    if (!session || session.expiresAt.getTime() <= now) return null;
    const signedIn = { userId: session.userId, sessionHash: idHash.toString("hex") };
    if (now - session.lastSeenAt.getTime() < TOUCH_EVERY_MS) return { signedIn, cookie: null };
    await this.dataSource.manager.update(
      Session,
      { idHash },
      { lastSeenAt: new Date(now), expiresAt: new Date(now + SESSION_LIFE_MS) },
    );
    return { signedIn, cookie: this.setCookie(secret) };
  }

  /**
   * Starts a session under a new id and ends the one that the same browser came with, so that an id planted before
   * the sign-in is worth nothing after it. Returns the Set-Cookie value; 401 when the account is gone or its password
   * is another than the one that was compared (`passwordHash`), for which no session may outlive the change.
   */
  async start(user: { id: string; passwordHash: string | null }, cookieHeader: string | undefined): Promise<string> {
    const before = await this.signedIn(cookieHeader);
    const secret = newSecret();
    const now = Date.now();
    const started: unknown[] = await this.dataSource.query(
      // The lock makes this wait for a change of password that is under way, and such a change for this.
      `INSERT INTO session (id_hash, user_id, created_at, last_seen_at, expires_at)
       SELECT $1, id, $2, $2, $3 FROM app_user
        WHERE id = $4 AND password_hash IS NOT DISTINCT FROM $5 FOR SHARE
       RETURNING user_id`,
      [hashSecret(secret), new Date(now), new Date(now + SESSION_LIFE_MS), user.id, user.passwordHash],
    );
    if (started.length === 0) throw unauthenticated("The account was changed meanwhile. Sign in again.");
    if (before) await this.end(before);
    return this.setCookie(secret);
  }

  async end(session: SignedIn): Promise<void> {
    await this.dataSource.manager.delete(Session, { idHash: Buffer.from(session.sessionHash, "hex") });
    this.events.emit("sessionEnded", { userId: session.userId, sessionHash: session.sessionHash });
  }

  /**
   * Ends all sessions of a person but `keep` (hex) in the caller's transaction; call the returned function once that
   * is committed, so that the sockets close.
   */
  async endAll(manager: EntityManager, userId: string, keep: string | null): Promise<() => void> {
    const ending = await manager.find(Session, {
      select: { idHash: true },
      where: keep ? { userId, idHash: Not(Buffer.from(keep, "hex")) } : { userId },
    });
    for (const { idHash } of ending) await manager.delete(Session, { idHash });
    return () => {
      if (keep === null) this.events.emit("sessionEnded", { userId, sessionHash: null });
      else {
        for (const { idHash } of ending) {
          this.events.emit("sessionEnded", { userId, sessionHash: idHash.toString("hex") });
        }
      }
    };
  }

  /** Takes expired sessions away, and the sockets that were opened with them. */
  async endExpired(): Promise<void> {
    const expired = await this.dataSource.manager.findBy(Session, { expiresAt: LessThan(new Date()) });
    for (const { idHash, userId } of expired) await this.end({ userId, sessionHash: idHash.toString("hex") });
  }

  /** Tells of those among `sessions` that have ended elsewhere, or expired, so that their sockets close. */
  async endOutlived(sessions: readonly SignedIn[]): Promise<void> {
    if (sessions.length === 0) return;
    const rows: { hash: string }[] = await this.dataSource.query(
      "SELECT encode(id_hash, 'hex') AS hash FROM session WHERE id_hash = ANY($1::bytea[]) AND expires_at > $2",
      [sessions.map(({ sessionHash }) => Buffer.from(sessionHash, "hex")), new Date()],
    );
    const lasting = new Set(rows.map(({ hash }) => hash));
    for (const session of sessions) if (!lasting.has(session.sessionHash)) this.events.emit("sessionEnded", session);
  }

  /** The Set-Cookie value that takes the cookie away. */
  clearCookie(): string {
    return sessionCookie("", this.config.origin, 0);
  }

  private setCookie(secret: string): string {
    return sessionCookie(secret, this.config.origin, SESSION_LIFE_MS / 1000);
  }
}
