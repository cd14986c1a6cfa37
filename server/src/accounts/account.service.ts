import { Inject, Injectable } from "@nestjs/common";
import type { LoginBody, Me, RegisterBody } from "@postil/shared/schema/account";
import { newId } from "@postil/shared/schema/ids";
import { DataSource } from "typeorm";
import { CONFIG, type Config } from "../platform/config.ts";
import { AppError, conflict, forbidden } from "../platform/errors.ts";
import { AuditLog } from "./audit.ts";
import { emailKey } from "./email-key.ts";
import { Passwords } from "./passwords.ts";
import { SessionService, type SignedIn } from "./sessions.ts";
import { SignInLinks } from "./sign-in-links.ts";
import { SignInThrottle } from "./sign-in-throttle.ts";
import { AppUser } from "./user.entity.ts";
import { WorkspaceTies } from "./workspace-ties.ts";

/** What a sign-in comes with: the browser's Cookie header and network address. */
export interface Visitor {
  cookieHeader: string | undefined;
  address: string | undefined;
}

/** `cookie`: the Set-Cookie value of the new session. */
export interface SignInResult {
  me: Me;
  cookie: string;
}

/** Ways into an account, and out. */
@Injectable()
export class AccountService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly sessions: SessionService,
    private readonly passwords: Passwords,
    private readonly throttle: SignInThrottle,
    private readonly links: SignInLinks,
    private readonly ties: WorkspaceTies,
    private readonly audit: AuditLog,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Makes an account and signs it in; an invitation that comes with it is accepted in the same transaction. */
  async register(body: RegisterBody, visitor: Visitor): Promise<SignInResult> {
    this.checkMode(body);
    const key = emailKey(body.email);
    // Its answers tell which addresses and invitations exist: trying them out is slowed like guessing passwords.
    const attempt = this.throttle.beginFromAddress(visitor.address);
    if (body.invitation !== undefined) await this.ties.checkInvitation(body.invitation, key);
    if (await this.dataSource.manager.existsBy(AppUser, { emailKey: key })) throw emailTaken();
    const user = this.dataSource.manager.create(AppUser, {
      id: newId(),
      email: body.email,
      emailKey: key,
      name: body.name,
      passwordHash: await this.passwords.hash(body.password),
      sample: false,
      createdAt: new Date(),
    });
    const joined = await this.dataSource.transaction(async (manager) => {
      const inserted: unknown[] = await manager.query(
        `INSERT INTO app_user (id, email, email_key, name, password_hash, created_at)
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (email_key) DO NOTHING RETURNING id`,
        [user.id, user.email, user.emailKey, user.name, user.passwordHash, user.createdAt],
      );
      if (inserted.length === 0) throw emailTaken();
      await this.audit.record({ userId: user.id, kind: "registered" }, manager);
      return body.invitation === undefined ? () => {} : this.ties.acceptInvitation(manager, user, body.invitation);
    });
    joined();
    attempt.succeeded();
    return this.enter(user, visitor, "password");
  }

  /** Unknown address, account without password and wrong password take the same time and read the same. */
  async login(body: LoginBody, visitor: Visitor): Promise<SignInResult> {
    const key = emailKey(body.email);
    const attempt = this.throttle.begin(key, visitor.address);
    // PostgreSQL takes no NUL in a text; no account has one in its address either.
    const known = key.includes("\0") ? "" : key;
    const user = await this.dataSource.manager.findOneBy(AppUser, { emailKey: known });
    const stored = user?.passwordHash ?? null;
    const fits = await this.passwords.matches(stored, body.password).catch((error: unknown) => {
      attempt.cancelled();
      throw error;
    });
    if (!user || stored === null || !fits) throw wrongPassword();
    attempt.succeeded();
    if (this.passwords.isOutdated(stored)) user.passwordHash = await this.rehash(user.id, stored, body.password);
    return this.enter(user, visitor, "password");
  }

  /** Signs a sample person in. */
  async loginByLink(token: string, visitor: Visitor): Promise<SignInResult> {
    const attempt = this.throttle.beginFromAddress(visitor.address);
    const userId = await this.links.userOf(token);
    const user = userId === null ? null : await this.dataSource.manager.findOneBy(AppUser, { id: userId });
    if (!user) {
      const message = "This sign-in link is no longer good. The server prints new ones each time it starts.";
      throw new AppError(404, "link_unknown", message);
    }
    attempt.succeeded();
    return this.enter(user, visitor, "link");
  }

  /** Ends the session, if there is one, and its sockets. Returns the Set-Cookie value that takes the cookie away. */
  async logout(cookieHeader: string | undefined): Promise<string> {
    const session: SignedIn | null = await this.sessions.signedIn(cookieHeader);
    if (session) {
      await this.sessions.end(session);
      await this.audit.record({ userId: session.userId, kind: "signed-out" });
    }
    return this.sessions.clearCookie();
  }

  private checkMode(body: RegisterBody): void {
    const { registration } = this.config;
    if (registration === "closed") {
      throw forbidden("Nobody can register here. Ask whoever runs this server for an account.");
    }
    if (registration === "invited" && body.invitation === undefined) {
      throw forbidden("Only people with an invitation can register here. Open the link of yours and register there.");
    }
  }

  private async rehash(id: string, before: string, password: string): Promise<string> {
    const passwordHash = await this.passwords.hash(password);
    // Only over the hash that was compared: a password changed meanwhile stays.
    await this.dataSource.manager.update(AppUser, { id, passwordHash: before }, { passwordHash });
    return passwordHash;
  }

  private async enter(user: AppUser, visitor: Visitor, by: "password" | "link"): Promise<SignInResult> {
    const cookie = await this.sessions.start(user, visitor.cookieHeader);
    await this.audit.record({ userId: user.id, kind: "signed-in", details: { by } });
    return { me: toMe(user), cookie };
  }
}

export function toMe(user: AppUser): Me {
  return {
    user: {
      id: user.id,
      email: user.email,
      name: user.name,
      hasPassword: user.passwordHash !== null,
      createdAt: user.createdAt.toISOString(),
    },
  };
}

function wrongPassword(): AppError {
  return new AppError(401, "wrong_password", "The address or the password is wrong. Check both and try again.");
}

function emailTaken(): AppError {
  return conflict("email_taken", "There is an account with this address already. Sign in instead.");
}
