import type { WorkAfterwards } from "@postil/shared/schema/account";
import type { EntityManager } from "typeorm";
import type { AppUser } from "./user.entity.ts";

/** What must wait for the commit: telling pages and closing sockets. */
export type AfterCommit = () => void;

/**
 * What accounts have to ask of workspaces, which they may not import. Each call takes part in the caller's
 * transaction and returns what to do once that is committed.
 */
export abstract class WorkspaceTies {
  /** Whether the invitation can be accepted by this address: throws 404, 410 or 403 when not. */
  abstract checkInvitation(token: string, emailKey: string): Promise<void>;

  /** Makes a new account the member that the invitation asks for. Throws like `checkInvitation`. */
  abstract acceptInvitation(manager: EntityManager, user: AppUser, token: string): Promise<AfterCommit>;

  /** Carries a person's new name to all their workspaces. */
  abstract renamed(manager: EntityManager, userId: string, name: string): Promise<AfterCommit>;

  /**
   * Takes a person out of all their workspaces before the account goes. Those where they are alone go with them;
   * 409 when they are the last owner of one that has other members. `work`: under which name theirs stays; as a
   * pseudonym also where they left before.
   */
  abstract leaveAll(manager: EntityManager, userId: string, work: WorkAfterwards): Promise<AfterCommit>;
}
