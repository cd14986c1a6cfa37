import { Injectable } from "@nestjs/common";
import type { DeleteMeBody, Me } from "@postil/shared/schema/account";
import { DataSource } from "typeorm";
import { AppError, conflict, forbidden, unauthenticated } from "../platform/errors.ts";
import { toMe } from "./account.service.ts";
import { AuditLog } from "./audit.ts";
import { emailKey } from "./email-key.ts";
import { Passwords } from "./passwords.ts";
import { SessionService, type SignedIn } from "./sessions.ts";
import { SignInThrottle } from "./sign-in-throttle.ts";
import { AppUser } from "./user.entity.ts";
import { WorkspaceTies } from "./workspace-ties.ts";

/** What a person does with their own account. */
@Injectable()
export class ProfileService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly sessions: SessionService,
    private readonly passwords: Passwords,
    private readonly throttle: SignInThrottle,
    private readonly ties: WorkspaceTies,
    private readonly audit: AuditLog,
  ) {}

  async me(userId: string): Promise<Me> {
    return toMe(await this.find(userId));
  }

  async rename(userId: string, name: string): Promise<Me> {
    const renamed = await this.dataSource.transaction(async (manager) => {
      await manager.update(AppUser, { id: userId }, { name });
      return this.ties.renamed(manager, userId, name);
    });
    renamed();
    return this.me(userId);
  }

  /** Ends every other session of the person. */
  async changePassword(session: SignedIn, current: string, next: string, address: string | undefined): Promise<void> {
    const user = await this.find(session.userId);
    if (user.passwordHash === null) {
      throw conflict("no_password", "This account has no password to change: sign-in links open it.");
    }
    const before = user.passwordHash;
    await this.confirmPassword(user, current, address);
    const passwordHash = await this.passwords.hash(next);
    const ended = await this.dataSource.transaction(async (manager) => {
      const changed = await manager.update(AppUser, { id: user.id, passwordHash: before }, { passwordHash });
      if (!changed.affected) throw conflict("changed_meanwhile", "The password was changed meanwhile. Try again.");
      await this.audit.record({ userId: user.id, kind: "password-changed" }, manager);
      return this.sessions.endAll(manager, user.id, session.sessionHash);
    });
    ended();
  }

  /** `confirm`: the password; the address where there is no password. Returns the Set-Cookie value that signs out. */
  async deleteAccount(userId: string, { confirm, work }: DeleteMeBody, address: string | undefined): Promise<string> {
    const user = await this.find(userId);
    if (user.passwordHash !== null) await this.confirmPassword(user, confirm, address);
    else if (emailKey(confirm) !== user.emailKey) {
      throw forbidden("This is not the address of this account. Nothing was deleted.");
    }
    const left = await this.dataSource.transaction(async (manager) => {
      const leftAll = await this.ties.leaveAll(manager, userId, work);
      const ended = await this.sessions.endAll(manager, userId, null);
      await manager.delete(AppUser, { id: userId });
      await this.audit.record({ userId, kind: "account-deleted" }, manager);
      return [leftAll, ended];
    });
    for (const tell of left) tell();
    return this.sessions.clearCookie();
  }

  private async confirmPassword(user: AppUser, password: string, address: string | undefined): Promise<void> {
    const attempt = this.throttle.begin(user.emailKey, address);
    const fits = await this.passwords.matches(user.passwordHash, password).catch((error: unknown) => {
      attempt.cancelled();
      throw error;
    });
    if (!fits) throw new AppError(403, "wrong_password", "The password is wrong. Nothing was changed.");
    attempt.succeeded();
  }

  private async find(userId: string): Promise<AppUser> {
    const user = await this.dataSource.manager.findOneBy(AppUser, { id: userId });
    if (!user) throw unauthenticated();
    return user;
  }
}
