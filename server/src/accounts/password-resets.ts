import { Injectable } from "@nestjs/common";
import { DataSource, EntityManager, IsNull, MoreThan } from "typeorm";
import { gone, notFound } from "../platform/errors.ts";
import { AuditLog } from "./audit.ts";
import { emailKey } from "./email-key.ts";
import { PasswordReset } from "./password-reset.entity.ts";
import { Passwords } from "./passwords.ts";
import { hashSecret, newSecret } from "./secret.ts";
import { SessionService } from "./sessions.ts";
import { SignInThrottle } from "./sign-in-throttle.ts";
import { AppUser } from "./user.entity.ts";

const RESET_LIFE_MS = 60 * 60_000;

/**
 * Issues the token of `<origin>/reset-password/<token>`: good once, for an hour, in place of earlier ones.
 * Null when no account has this address.
 */
export async function issuePasswordReset(manager: EntityManager, email: string): Promise<string | null> {
  const user = await manager.findOneBy(AppUser, { emailKey: emailKey(email) });
  if (!user) return null;
  const token = newSecret();
  const now = Date.now();
  await manager.transaction(async (inside) => {
    await inside.delete(PasswordReset, { userId: user.id, usedAt: IsNull() });
    await inside.insert(PasswordReset, {
      tokenHash: hashSecret(token),
      userId: user.id,
      createdAt: new Date(now),
      expiresAt: new Date(now + RESET_LIFE_MS),
      usedAt: null,
    });
  });
  return token;
}

/** Sets a new password by link. */
@Injectable()
export class PasswordResets {
  constructor(
    private readonly dataSource: DataSource,
    private readonly sessions: SessionService,
    private readonly passwords: Passwords,
    private readonly throttle: SignInThrottle,
    private readonly audit: AuditLog,
  ) {}

  /** 404 for a link that never was, 410 for one that is used or expired. Ends every session of the person. */
  async use(token: string, password: string, address: string | undefined): Promise<void> {
    const attempt = this.throttle.beginFromAddress(address);
    const tokenHash = hashSecret(token);
    const reset = await this.dataSource.manager.findOneBy(PasswordReset, { tokenHash });
    if (!reset) {
      throw notFound(
        "There is no such link, or a newer one has replaced it. Ask whoever runs this server for another.",
      );
    }
    attempt.succeeded();
    if (reset.usedAt !== null || reset.expiresAt.getTime() <= Date.now()) throw noLonger();
    const passwordHash = await this.passwords.hash(password);
    const ended = await this.dataSource.transaction(async (manager) => {
      const now = new Date();
      // Of two requests with one link, only the first finds it unused.
      const unused = { tokenHash, usedAt: IsNull(), expiresAt: MoreThan(now) };
      const used = await manager.update(PasswordReset, unused, { usedAt: now });
      if (!used.affected) throw noLonger();
      await manager.update(AppUser, { id: reset.userId }, { passwordHash });
      await this.audit.record({ userId: reset.userId, kind: "password-reset" }, manager);
      return this.sessions.endAll(manager, reset.userId, null);
    });
    ended();
    const user = await this.dataSource.manager.findOneBy(AppUser, { id: reset.userId });
    if (user) this.throttle.forgive(user.emailKey);
  }
}

function noLonger() {
  return gone("link_used", "This link was used already or is older than an hour. Ask for another one.");
}
