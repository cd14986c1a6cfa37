import { Injectable } from "@nestjs/common";
import type { WorkAfterwards } from "@postil/shared/schema/account";
import type { Role } from "@postil/shared/schema/role";
import type { EntityManager } from "typeorm";
import { AuditLog } from "../accounts/audit.ts";
import type { AppUser } from "../accounts/user.entity.ts";
import { type AfterCommit, WorkspaceTies } from "../accounts/workspace-ties.ts";
import { conflict } from "../platform/errors.ts";
import { Events } from "../platform/events.ts";
import { cutOff, endMembership } from "./former-members.ts";
import { Joining } from "./joining.ts";
import { raiseAclVersion } from "./membership-writes.ts";

/** What happens to workspaces when an account is made, renamed or deleted. */
@Injectable()
export class AccountTies extends WorkspaceTies {
  constructor(
    private readonly joining: Joining,
    private readonly audit: AuditLog,
    private readonly events: Events,
  ) {
    super();
  }

  checkInvitation(token: string, emailKey: string): Promise<void> {
    return this.joining.check(token, emailKey);
  }

  acceptInvitation(manager: EntityManager, user: AppUser, token: string): Promise<AfterCommit> {
    return this.joining.join(manager, user, token);
  }

  /** Not the actors of pseudonymous assignments. */
  async renamed(manager: EntityManager, userId: string, name: string): Promise<AfterCommit> {
    const [rows] = await manager.query<[{ workspaceId: string }[], number]>(
      `UPDATE actor SET name = $2 WHERE user_id = $1 AND assignment_id IS NULL AND name <> $2
       RETURNING workspace_id AS "workspaceId"`,
      [userId, name],
    );
    return () => {
      for (const { workspaceId } of rows) this.events.emit("changed", { workspaceId, topic: "members" });
    };
  }

  async leaveAll(manager: EntityManager, userId: string, work: WorkAfterwards): Promise<AfterCommit> {
    const places: { workspaceId: string }[] = await manager.query(
      // In one order for everybody, so that two people who leave at the same time can't lock each other out.
      `SELECT workspace_id AS "workspaceId" FROM member WHERE user_id = $1 ORDER BY workspace_id`,
      [userId],
    );
    const afterwards: AfterCommit[] = [];
    for (const { workspaceId } of places) afterwards.push(await this.leave(manager, workspaceId, userId, work));
    if (work === "pseudonym") afterwards.push(await this.cutOffWhereLeft(manager, userId));
    return () => {
      for (const tell of afterwards) tell();
    };
  }

  /** Workspaces that the person had left before under their name. */
  private async cutOffWhereLeft(manager: EntityManager, userId: string): Promise<AfterCommit> {
    const actors: { workspaceId: string; actor: string }[] = await manager.query(
      `SELECT workspace_id AS "workspaceId", id AS actor FROM actor
        WHERE user_id = $1 AND assignment_id IS NULL ORDER BY workspace_id`,
      [userId],
    );
    for (const place of actors) {
      await raiseAclVersion(manager, place.workspaceId);
      await cutOff(manager, place);
    }
    return () => {
      for (const { workspaceId } of actors) this.events.emit("changed", { workspaceId, topic: "members" });
    };
  }

  private async leave(
    manager: EntityManager,
    workspaceId: string,
    userId: string,
    work: WorkAfterwards,
  ): Promise<AfterCommit> {
    await raiseAclVersion(manager, workspaceId);
    const members: { userId: string; role: Role; actor: string; workspace: string }[] = await manager.query(
      `SELECT m.user_id AS "userId", m.role, m.actor_id AS actor, w.name AS workspace
         FROM member m JOIN workspace w ON w.id = m.workspace_id WHERE m.workspace_id = $1`,
      [workspaceId],
    );
    const me = members.find((member) => member.userId === userId);
    if (!me) return () => {};
    if (members.length === 1) {
      await manager.query("DELETE FROM workspace WHERE id = $1", [workspaceId]);
      await this.audit.record({ workspaceId, userId, kind: "workspace-deleted" }, manager);
      return () => this.events.emit("workspaceDeleted", { workspaceId });
    }
    const owners = members.filter((member) => member.role === "owner");
    if (me.role === "owner" && owners.length === 1) {
      throw conflict(
        "last_owner",
        `You are the last owner of "${me.workspace}", which has other members. Make one of them an owner or delete ` +
          "the workspace first. Nothing was deleted.",
      );
    }
    const details = { member: me.actor, role: me.role, work };
    // Recorded first: of somebody who becomes a pseudonym no record keeps the account.
    await this.audit.record({ workspaceId, userId, actorId: me.actor, kind: "member-left", details }, manager);
    await endMembership(manager, { workspaceId, userId, actor: me.actor }, work);
    return () => {
      this.events.emit("rightsChanged", { workspaceId, userId, role: null });
      this.events.emit("changed", { workspaceId, topic: "members" });
      this.events.emit("changed", { workspaceId, topic: "groups" });
    };
  }
}
