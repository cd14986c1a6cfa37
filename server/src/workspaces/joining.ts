import { Injectable } from "@nestjs/common";
import type { InvitationPreview } from "@postil/shared/schema/invitation";
import type { Workspace } from "@postil/shared/schema/workspace";
import { DataSource, EntityManager, IsNull, MoreThan } from "typeorm";
import { AuditLog } from "../accounts/audit.ts";
import { emailKey } from "../accounts/email-key.ts";
import { hashSecret } from "../accounts/secret.ts";
import { SessionService } from "../accounts/sessions.ts";
import { AppUser } from "../accounts/user.entity.ts";
import type { AfterCommit } from "../accounts/workspace-ties.ts";
import { AppError, gone, notFound, unauthenticated } from "../platform/errors.ts";
import { Events } from "../platform/events.ts";
import { AccessService } from "./access.ts";
import { GroupUses } from "./group-uses.ts";
import { joinGroups } from "./group-writes.ts";
import { InvitationEntity } from "./invitation.entity.ts";
import { addMember, raiseAclVersion } from "./membership-writes.ts";
import { WorkspacesService } from "./workspaces.service.ts";

/** Invitations as the invited see them: 404 for a link that never was, 410 for one that is no longer good. */
@Injectable()
export class Joining {
  constructor(
    private readonly dataSource: DataSource,
    private readonly access: AccessService,
    private readonly sessions: SessionService,
    private readonly workspaces: WorkspacesService,
    private readonly groupUses: GroupUses,
    private readonly audit: AuditLog,
    private readonly events: Events,
  ) {}

  /** `cookieHeader`: says whether somebody is signed in who is a member already, for whom a used link still opens. */
  async preview(token: string, cookieHeader: string | undefined): Promise<InvitationPreview> {
    const invitation = await this.find(this.dataSource.manager, token);
    const signedIn = await this.sessions.signedIn(cookieHeader);
    const member = signedIn && (await this.access.find(signedIn.userId, invitation.workspaceId));
    if (!member) requireOpen(invitation);
    const rows: { workspace: string; invitedBy: string }[] = await this.dataSource.query(
      `SELECT w.name AS workspace, a.name AS "invitedBy"
         FROM workspace w JOIN actor a ON a.id = $2 WHERE w.id = $1`,
      [invitation.workspaceId, invitation.createdBy],
    );
    if (!rows[0]) throw noInvitation();
    return {
      workspace: { id: invitation.workspaceId, name: rows[0].workspace },
      role: invitation.role,
      invitedBy: rows[0].invitedBy,
      expiresAt: invitation.expiresAt.toISOString(),
      alreadyMember: member !== null,
    };
  }

  /** For a member the link changes nothing and stays good for somebody else. */
  async accept(userId: string, token: string): Promise<Workspace> {
    const { workspaceId } = await this.find(this.dataSource.manager, token);
    const joined = await this.dataSource.transaction(async (manager) => {
      const user = await manager.findOneBy(AppUser, { id: userId });
      if (!user) throw unauthenticated();
      return this.join(manager, user, token);
    });
    joined();
    return this.workspaces.get(userId, workspaceId);
  }

  /** Throws when this address could not accept the invitation now. */
  async check(token: string, key: string): Promise<void> {
    const invitation = await this.find(this.dataSource.manager, token);
    requireOpen(invitation);
    requireAddress(invitation, key);
  }

  /** Accepts within the caller's transaction. */
  async join(manager: EntityManager, user: AppUser, token: string): Promise<AfterCommit> {
    const { workspaceId } = await this.find(manager, token);
    await raiseAclVersion(manager, workspaceId);
    if (await this.access.find(user.id, workspaceId, manager)) return () => {};
    const invitation = await this.find(manager, token);
    requireOpen(invitation);
    requireAddress(invitation, user.emailKey);
    const { id, role } = invitation;
    const actor = await addMember(manager, { workspaceId, userId: user.id, name: user.name, role });
    const groups: { id: string }[] = await manager.query(
      "SELECT group_id AS id FROM invitation_group WHERE invitation_id = $1",
      [id],
    );
    const now = new Date();
    // Of two people with one link, only the first finds it open.
    const open = { id, acceptedAt: IsNull(), revokedAt: IsNull(), expiresAt: MoreThan(now) };
    const accepted = await manager.update(InvitationEntity, open, { acceptedAt: now, acceptedBy: actor });
    if (!accepted.affected) throw noLonger();
    const details = { invitation: id, role };
    await this.audit.record(
      { workspaceId, userId: user.id, actorId: actor, kind: "invitation-accepted", details },
      manager,
    );
    let followed: AfterCommit = () => {};
    if (groups.length > 0) {
      await joinGroups(
        manager,
        actor,
        groups.map((group) => group.id),
      );
      followed = await this.groupUses.peopleChanged(manager, workspaceId);
    }
    return () => {
      this.events.emit("rightsChanged", { workspaceId, userId: user.id, role });
      if (groups.length > 0) this.events.emit("changed", { workspaceId, topic: "groups" });
      followed();
      this.events.emit("changed", { workspaceId, topic: "members" });
      this.events.emit("changed", { workspaceId, topic: "invitations" });
    };
  }

  private async find(manager: EntityManager, token: string): Promise<InvitationEntity> {
    const tokenHash = hashSecret(token);
    const links: { id: string }[] = await manager.query(
      `SELECT id FROM invitation WHERE token_hash = $1
       UNION ALL SELECT invitation_id FROM invitation_link WHERE token_hash = $1`,
      [tokenHash],
    );
    const id = links[0]?.id;
    const invitation = id === undefined ? null : await manager.findOneBy(InvitationEntity, { id });
    if (!invitation) throw noInvitation();
    return invitation;
  }
}

function requireOpen(invitation: InvitationEntity): void {
  const { acceptedAt, revokedAt, expiresAt } = invitation;
  if (acceptedAt !== null || revokedAt !== null || expiresAt.getTime() <= Date.now()) throw noLonger();
}

function requireAddress(invitation: InvitationEntity, key: string): void {
  if (invitation.email !== null && emailKey(invitation.email) !== key) {
    throw new AppError(
      403,
      "other_address",
      "This invitation is for another e-mail address. Sign in or register with the address it was sent to.",
    );
  }
}

function noInvitation(): AppError {
  return notFound("There is no such invitation. Check that the whole link was copied, or ask for a new one.");
}

function noLonger(): AppError {
  return gone("invitation_gone", "This invitation was used, revoked, or has expired. Ask for a new one.");
}
