import { Inject, Injectable } from "@nestjs/common";
import { canGrant } from "@postil/shared/policy/permissions";
import { isId, newId } from "@postil/shared/schema/ids";
import { ROLES, type Role } from "@postil/shared/schema/role";
import type { Page } from "@postil/shared/schema/text-fields";
import type { Invitation } from "@postil/shared/schema/workspace";
import { DataSource, IsNull } from "typeorm";
import { AuditLog } from "../accounts/audit.ts";
import { hashSecret, newSecret } from "../accounts/secret.ts";
import { CONFIG, type Config } from "../platform/config.ts";
import { forbidden, gone, notFound } from "../platform/errors.ts";
import { Events } from "../platform/events.ts";
import { readTimeCursor, toPage } from "../platform/http/cursor.ts";
import { AccessService, type Membership } from "./access.ts";
import { InvitationEntity } from "./invitation.entity.ts";
import { holdAcl } from "./membership-writes.ts";

const DAY_MS = 86_400_000;

/** Invitations as those who make them see them. Instructors see and revoke only what they could make. */
@Injectable()
export class InvitationsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly access: AccessService,
    private readonly audit: AuditLog,
    private readonly events: Events,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** The only answer that holds the token and its url. */
  async create(
    userId: string,
    workspaceId: string,
    body: { role: Role; email?: string | undefined; expiresInDays: number },
  ): Promise<Invitation> {
    const me = await this.access.require(userId, workspaceId, "invite");
    requireGrant(me, body.role);
    const token = newSecret();
    const now = Date.now();
    const invitation = this.dataSource.manager.create(InvitationEntity, {
      id: newId(),
      workspaceId,
      tokenHash: hashSecret(token),
      role: body.role,
      email: body.email ?? null,
      createdBy: me.actor,
      createdAt: new Date(now),
      expiresAt: new Date(now + body.expiresInDays * DAY_MS),
      acceptedAt: null,
      acceptedBy: null,
      revokedAt: null,
    });
    await this.dataSource.transaction(async (manager) => {
      // Anew: whoever was removed meanwhile must not leave an open invitation behind.
      await holdAcl(manager, workspaceId);
      requireGrant(await this.access.require(userId, workspaceId, "invite", manager), body.role);
      await manager.insert(InvitationEntity, invitation);
      const details = { invitation: invitation.id, role: body.role };
      await this.audit.record({ workspaceId, userId, actorId: me.actor, kind: "invitation-created", details }, manager);
    });
    this.events.emit("changed", { workspaceId, topic: "invitations" });
    return {
      ...toInvitation({ ...invitation, invitedBy: me.name }),
      token,
      url: `${this.config.origin}/invitation/${token}`,
    };
  }

  /** Those that can still be accepted, the oldest first. */
  async list(
    userId: string,
    workspaceId: string,
    query: { cursor?: string | undefined; limit: number },
  ): Promise<Page<Invitation>> {
    const me = await this.access.require(userId, workspaceId, "invite");
    const after = readTimeCursor(query.cursor);
    const rows: InvitationRow[] = await this.dataSource.query(
      `SELECT i.id, i.role, i.email, i.created_at AS "createdAt", i.expires_at AS "expiresAt", a.name AS "invitedBy"
         FROM invitation i
         JOIN actor a ON a.id = i.created_by
        WHERE i.workspace_id = $1 AND i.accepted_at IS NULL AND i.revoked_at IS NULL AND i.expires_at > now()
          AND i.role = ANY($2)
          AND ($3::timestamptz IS NULL OR (i.created_at, i.id) > ($3, $4::text))
        ORDER BY i.created_at, i.id
        LIMIT $5`,
      [workspaceId, grantable(me), after?.at ?? null, after?.id ?? null, query.limit + 1],
    );
    return toPage(rows, query.limit, toInvitation, (row) => ({ at: row.createdAt.toISOString(), id: row.id }));
  }

  /** 410 for one that was accepted; revoking twice is fine. */
  async revoke(userId: string, workspaceId: string, invitationId: string): Promise<void> {
    const me = await this.access.require(userId, workspaceId, "invite");
    const invitation = isId(invitationId)
      ? await this.dataSource.manager.findOneBy(InvitationEntity, { id: invitationId, workspaceId })
      : null;
    if (!invitation) throw notFound("There is no such invitation in this workspace.");
    requireGrant(me, invitation.role);
    if (invitation.revokedAt !== null) return;
    await this.dataSource.transaction(async (manager) => {
      const open = { id: invitationId, acceptedAt: IsNull(), revokedAt: IsNull() };
      const revoked = await manager.update(InvitationEntity, open, { revokedAt: new Date() });
      if (!revoked.affected) {
        throw gone("invitation_used", "This invitation was accepted already. Remove the member instead.");
      }
      const details = { invitation: invitationId, role: invitation.role };
      await this.audit.record({ workspaceId, userId, actorId: me.actor, kind: "invitation-revoked", details }, manager);
    });
    this.events.emit("changed", { workspaceId, topic: "invitations" });
  }
}

function grantable(me: Membership): Role[] {
  return ROLES.filter((role) => canGrant(me.role, role));
}

function requireGrant(me: Membership, role: Role): void {
  if (!canGrant(me.role, role)) {
    throw forbidden(`As ${me.role} you may only invite people to roles below your own. Ask an owner.`);
  }
}

interface InvitationRow {
  id: string;
  role: Role;
  email: string | null;
  createdAt: Date;
  expiresAt: Date;
  invitedBy: string;
}

function toInvitation(row: InvitationRow): Invitation {
  return {
    id: row.id,
    role: row.role,
    email: row.email,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    invitedBy: row.invitedBy,
  };
}
