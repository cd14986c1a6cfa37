import { Injectable } from "@nestjs/common";
import { can, canGrant, canManage } from "@postil/shared/policy/permissions";
import type { WorkAfterwards } from "@postil/shared/schema/account";
import { isId } from "@postil/shared/schema/ids";
import type { Role } from "@postil/shared/schema/role";
import type { Page } from "@postil/shared/schema/text-fields";
import type { Member } from "@postil/shared/schema/workspace";
import { DataSource, EntityManager } from "typeorm";
import { AuditLog } from "../accounts/audit.ts";
import { conflict, forbidden, notFound } from "../platform/errors.ts";
import { Events } from "../platform/events.ts";
import { readTimeCursor, type TimeCursor, toPage } from "../platform/http/cursor.ts";
import { AccessService } from "./access.ts";
import { cutOff, endMembership } from "./former-members.ts";
import { MemberEntity } from "./member.entity.ts";
import { raiseAclVersion, requireAnotherOwner, revokeOutgrownInvitations } from "./membership-writes.ts";

@Injectable()
export class MembersService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly access: AccessService,
    private readonly audit: AuditLog,
    private readonly events: Events,
  ) {}

  /** Everybody whom the workspace's documents may name, in the order they came; those who have left as well. */
  async list(
    userId: string,
    workspaceId: string,
    query: { cursor?: string | undefined; limit: number },
  ): Promise<Page<Member>> {
    const me = await this.access.membership(userId, workspaceId);
    const rows = await this.select(workspaceId, { after: readTimeCursor(query.cursor), limit: query.limit + 1 });
    const withEmails = can(me.role, "see-emails");
    return toPage(
      rows,
      query.limit,
      (row) => toMember(row, withEmails),
      (row) => ({ at: row.createdAt.toISOString(), id: row.actor }),
    );
  }

  async changeRole(userId: string, workspaceId: string, actor: string, role: Role): Promise<Member> {
    await this.access.require(userId, workspaceId, "invite");
    const target = await this.dataSource.transaction(async (manager) => {
      await raiseAclVersion(manager, workspaceId);
      // Anew, now that nobody else can change it: the caller's own role may just have been taken away.
      const me = await this.access.require(userId, workspaceId, "invite", manager);
      const member = await this.find(manager, workspaceId, actor);
      if (!member) throw noMember();
      if (!canManage(me.role, member.role) || !canGrant(me.role, role)) {
        throw forbidden(`As ${me.role} you may only change and give roles below your own. Ask an owner.`);
      }
      if (member.role === "owner" && role !== "owner") await requireAnotherOwner(manager, workspaceId, member.userId);
      await manager.update(MemberEntity, { workspaceId, userId: member.userId }, { role });
      await revokeOutgrownInvitations(manager, { workspaceId, actor, role });
      const details = { member: actor, from: member.role, to: role };
      await this.audit.record({ workspaceId, userId, actorId: me.actor, kind: "role-changed", details }, manager);
      return member;
    });
    this.tell(workspaceId, target.userId, role);
    const [row] = await this.select(workspaceId, { actor, limit: 1 });
    if (!row) throw noMember();
    return toMember(row, true);
  }

  /**
   * Removes somebody, or lets the caller leave. Their work stays, under their name or a pseudonym. Of those who have
   * left already owners can make pseudonyms.
   */
  async remove(userId: string, workspaceId: string, actor: string, work: WorkAfterwards): Promise<void> {
    await this.access.membership(userId, workspaceId);
    const gone = await this.dataSource.transaction(async (manager) => {
      await raiseAclVersion(manager, workspaceId);
      const me = await this.access.membership(userId, workspaceId, manager);
      const leaving = actor === me.actor;
      if (!leaving && !can(me.role, "invite")) {
        throw forbidden(`As ${me.role} you may only leave yourself. Ask an owner to remove somebody.`);
      }
      const who = { workspaceId, userId, actorId: me.actor };
      const member = await this.find(manager, workspaceId, actor);
      if (!member) {
        if (!isId(actor) || work === "name" || !can(me.role, "hand-over")) throw noMember();
        if (!(await cutOff(manager, { workspaceId, actor }))) throw noMember();
        await this.audit.record({ ...who, kind: "member-made-pseudonym", details: { member: actor } }, manager);
        return null;
      }
      if (!leaving && !canManage(me.role, member.role)) {
        throw forbidden(`As ${me.role} you may only remove members whose role is below your own. Ask an owner.`);
      }
      if (member.role === "owner") await requireAnotherOwner(manager, workspaceId, member.userId);
      const kind = leaving ? "member-left" : "member-removed";
      // Recorded first: of somebody who becomes a pseudonym no record keeps the account.
      await this.audit.record({ ...who, kind, details: { member: actor, role: member.role, work } }, manager);
      await endMembership(manager, { workspaceId, userId: member.userId, actor }, work);
      return member.userId;
    });
    if (gone === null) this.events.emit("changed", { workspaceId, topic: "members" });
    else this.tell(workspaceId, gone, null);
  }

  /** Makes another member the owner and the caller an instructor, in one step. */
  async handOver(userId: string, workspaceId: string, actor: string): Promise<void> {
    await this.access.require(userId, workspaceId, "hand-over");
    const heir = await this.dataSource.transaction(async (manager) => {
      await raiseAclVersion(manager, workspaceId);
      const me = await this.access.require(userId, workspaceId, "hand-over", manager);
      const member = await this.find(manager, workspaceId, actor);
      if (!member) throw noMember();
      if (actor === me.actor) throw conflict("own_already", "The workspace is yours already. Choose somebody else.");
      await manager.update(MemberEntity, { workspaceId, userId: member.userId }, { role: "owner" });
      await manager.update(MemberEntity, { workspaceId, userId }, { role: "instructor" });
      await revokeOutgrownInvitations(manager, { workspaceId, actor: me.actor, role: "instructor" });
      const details = { member: actor, from: member.role };
      await this.audit.record(
        { workspaceId, userId, actorId: me.actor, kind: "ownership-handed-over", details },
        manager,
      );
      return member.userId;
    });
    this.tell(workspaceId, heir, "owner");
    this.tell(workspaceId, userId, "instructor");
  }

  private tell(workspaceId: string, userId: string, role: Role | null): void {
    this.events.emit("rightsChanged", { workspaceId, userId, role });
    this.events.emit("changed", { workspaceId, topic: "members" });
    this.events.emit("changed", { workspaceId, topic: "invitations" });
    if (role === null) this.events.emit("changed", { workspaceId, topic: "groups" });
  }

  private find(manager: EntityManager, workspaceId: string, actorId: string): Promise<MemberEntity | null> {
    return isId(actorId) ? manager.findOneBy(MemberEntity, { workspaceId, actorId }) : Promise.resolve(null);
  }

  private select(
    workspaceId: string,
    { actor = null, after = null, limit }: { actor?: string | null; after?: TimeCursor | null; limit: number },
  ): Promise<MemberRow[]> {
    return this.dataSource.query(
      `SELECT a.id AS actor, a.name, a.colour, a.former IS NOT NULL AS pseudonym, ${ORDER} AS "createdAt", m.role, m.joined_at AS "joinedAt", u.email
         FROM actor a
         LEFT JOIN member m ON m.actor_id = a.id
         LEFT JOIN app_user u ON u.id = m.user_id
        WHERE a.workspace_id = $1 AND a.assignment_id IS NULL
          AND ($2::text IS NULL OR a.id = $2)
          AND ($3::timestamptz IS NULL OR (${ORDER}, a.id) > ($3, $4::text))
        ORDER BY ${ORDER}, a.id
        LIMIT $5`,
      [workspaceId, actor, after?.at ?? null, after?.id ?? null, limit],
    );
  }
}

/** Cursors carry milliseconds: so does the order. */
const ORDER = "date_trunc('milliseconds', a.created_at)";

interface MemberRow {
  actor: string;
  name: string;
  colour: number;
  pseudonym: boolean;
  createdAt: Date;
  role: Role | null;
  joinedAt: Date | null;
  email: string | null;
}

function toMember(row: MemberRow, withEmail: boolean): Member {
  return {
    actor: row.actor,
    name: row.name,
    colour: row.colour,
    role: row.role,
    active: row.role !== null,
    ...(withEmail && row.email !== null ? { email: row.email } : {}),
    joinedAt: row.joinedAt?.toISOString() ?? null,
    pseudonym: row.pseudonym,
  };
}

function noMember() {
  return notFound("There is no such member in this workspace. They may have left; reload the list.");
}
