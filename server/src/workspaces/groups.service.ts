import { Injectable } from "@nestjs/common";
import { can } from "@postil/shared/policy/permissions";
import { MAX_GROUPS, type MemberGroup } from "@postil/shared/schema/group";
import { isId, newId } from "@postil/shared/schema/ids";
import type { Page } from "@postil/shared/schema/text-fields";
import { DataSource, EntityManager } from "typeorm";
import { AuditLog, type AuditRecord } from "../accounts/audit.ts";
import type { AfterCommit } from "../accounts/workspace-ties.ts";
import { type AppError, conflict, invalid, notFound } from "../platform/errors.ts";
import { Events } from "../platform/events.ts";
import { readTimeCursor, toPage } from "../platform/http/cursor.ts";
import { AccessService, type Membership } from "./access.ts";
import { GroupUses } from "./group-uses.ts";
import { raiseAclVersion } from "./membership-writes.ts";

/** Sections of a course: instructors make them and say who is in them; members know of their own. */
@Injectable()
export class GroupsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly access: AccessService,
    private readonly uses: GroupUses,
    private readonly audit: AuditLog,
    private readonly events: Events,
  ) {}

  /**
   * In the order they were made. For members who don't instruct only those they are in, and of their people only
   * themselves: whom an assignment asks is not theirs to know.
   */
  async list(
    userId: string,
    workspaceId: string,
    query: { cursor?: string | undefined; limit: number },
  ): Promise<Page<MemberGroup>> {
    const me = await this.access.membership(userId, workspaceId);
    const after = readTimeCursor(query.cursor);
    const rows = await this.select(me, { after, limit: query.limit + 1 });
    return toPage(rows, query.limit, toGroup, (row) => ({ at: row.createdAt.toISOString(), id: row.id }));
  }

  async create(userId: string, workspaceId: string, name: string): Promise<MemberGroup> {
    await this.access.require(userId, workspaceId, "edit-groups");
    const id = newId();
    const { me, userIds } = await this.dataSource.transaction(async (manager) => {
      await raiseAclVersion(manager, workspaceId);
      const me = await this.access.require(userId, workspaceId, "edit-groups", manager);
      const rows: { count: number }[] = await manager.query(
        "SELECT count(*)::int AS count FROM member_group WHERE workspace_id = $1",
        [workspaceId],
      );
      if ((rows[0]?.count ?? 0) >= MAX_GROUPS) {
        throw conflict("too_many_groups", `A workspace has at most ${MAX_GROUPS} groups. Delete one first.`);
      }
      await requireFreeName(manager, workspaceId, name);
      await manager.query("INSERT INTO member_group (id, workspace_id, name) VALUES ($1, $2, $3)", [
        id,
        workspaceId,
        name,
      ]);
      await this.record(manager, me, "group-created", { group: id, name });
      return { me, userIds: await concerned(manager, workspaceId, []) };
    });
    this.events.emit("changedFor", { workspaceId, userIds, topic: "groups" });
    return this.one(me, id);
  }

  async rename(userId: string, id: string, name: string): Promise<MemberGroup> {
    const me = await this.change(userId, id, async (me, manager, people) => {
      await requireFreeName(manager, me.workspaceId, name, id);
      await manager.query("UPDATE member_group SET name = $2 WHERE id = $1", [id, name]);
      await this.record(manager, me, "group-renamed", { group: id, name });
      return { people, told: () => {} };
    });
    return this.one(me, id);
  }

  /** 422 with the place of each who is no member. What asks the group follows at once. */
  async setPeople(userId: string, id: string, actors: readonly string[]): Promise<MemberGroup> {
    const me = await this.change(userId, id, async (me, manager, before) => {
      await requireMembers(manager, me.workspaceId, actors);
      await manager.query("DELETE FROM member_group_person WHERE group_id = $1 AND actor_id <> ALL($2::text[])", [
        id,
        actors,
      ]);
      await manager.query(
        "INSERT INTO member_group_person (group_id, actor_id) SELECT $1, unnest($2::text[]) ON CONFLICT DO NOTHING",
        [id, actors],
      );
      const told = await this.uses.peopleChanged(manager, me.workspaceId);
      const added = actors.filter((actor) => !before.includes(actor)).length;
      const removed = before.filter((actor) => !actors.includes(actor)).length;
      await this.record(manager, me, "group-people-changed", { group: id, added, removed });
      return { people: [...before, ...actors], told };
    });
    return this.one(me, id);
  }

  /** Assignments that ask it keep their people, who are chosen by name from now on. */
  async delete(userId: string, id: string): Promise<void> {
    await this.change(userId, id, async (me, manager, people) => {
      const told = await this.uses.dissolving(manager, id);
      const rows: { name: string }[] = await manager.query("SELECT name FROM member_group WHERE id = $1", [id]);
      await manager.query("DELETE FROM member_group WHERE id = $1", [id]);
      await this.record(manager, me, "group-deleted", { group: id, name: rows[0]?.name ?? "" });
      return { people, told };
    });
  }

  /** In a transaction in which nobody else changes who may do what; tells the people before and after. */
  private async change(
    userId: string,
    id: string,
    work: (
      me: Membership,
      manager: EntityManager,
      before: string[],
    ) => Promise<{ people: string[]; told: AfterCommit }>,
  ): Promise<Membership> {
    const workspaceId = await this.workspaceOf(userId, id);
    const { me, userIds, told } = await this.dataSource.transaction(async (manager) => {
      await raiseAclVersion(manager, workspaceId);
      const me = await this.access.require(userId, workspaceId, "edit-groups", manager);
      const groups: unknown[] = await manager.query("SELECT 1 FROM member_group WHERE id = $1", [id]);
      if (groups.length === 0) throw noGroup();
      const before: { actor: string }[] = await manager.query(
        "SELECT actor_id AS actor FROM member_group_person WHERE group_id = $1",
        [id],
      );
      const { people, told } = await work(
        me,
        manager,
        before.map(({ actor }) => actor),
      );
      return { me, told, userIds: await concerned(manager, workspaceId, people) };
    });
    this.events.emit("changedFor", { workspaceId, userIds, topic: "groups" });
    told();
    return me;
  }

  /** 404 for everybody who isn't a member of its workspace, 403 for members who don't instruct. */
  private async workspaceOf(userId: string, id: string): Promise<string> {
    const rows: { workspaceId: string }[] = isId(id)
      ? await this.dataSource.query(`SELECT workspace_id AS "workspaceId" FROM member_group WHERE id = $1`, [id])
      : [];
    const workspaceId = rows[0]?.workspaceId;
    const me = workspaceId === undefined ? null : await this.access.find(userId, workspaceId);
    if (!me) throw noGroup();
    await this.access.require(userId, me.workspaceId, "edit-groups");
    return me.workspaceId;
  }

  private async one(me: Membership, id: string): Promise<MemberGroup> {
    const [row] = await this.select(me, { id, limit: 1 });
    if (!row) throw noGroup();
    return toGroup(row);
  }

  private select(
    me: Membership,
    {
      id = null,
      after = null,
      limit,
    }: { id?: string | null; after?: { at: string; id: string } | null; limit: number },
  ): Promise<GroupRow[]> {
    return this.dataSource.query(
      `SELECT g.id, g.name, ${ORDER} AS "createdAt",
              ARRAY(SELECT p.actor_id FROM member_group_person p JOIN member m ON m.actor_id = p.actor_id
                     WHERE p.group_id = g.id AND ($3::boolean OR p.actor_id = $2) ORDER BY m.joined_at, p.actor_id) AS people,
              (SELECT coalesce(json_agg(json_build_object('id', s.id, 'title', s.title) ORDER BY s.created_at, s.id), '[]')
                 FROM assignment_group ag JOIN assignment s ON s.id = ag.assignment_id
                WHERE ag.group_id = g.id AND s.deleted_at IS NULL AND $3) AS assignments
         FROM member_group g
        WHERE g.workspace_id = $1
          AND ($3 OR EXISTS (SELECT 1 FROM member_group_person WHERE group_id = g.id AND actor_id = $2))
          AND ($4::text IS NULL OR g.id = $4)
          AND ($5::timestamptz IS NULL OR (${ORDER}, g.id) > ($5, $6::text))
        ORDER BY ${ORDER}, g.id
        LIMIT $7`,
      [me.workspaceId, me.actor, can(me.role, "edit-groups"), id, after?.at ?? null, after?.id ?? null, limit],
    );
  }

  private record(manager: EntityManager, me: Membership, kind: string, details: NonNullable<AuditRecord["details"]>) {
    const { workspaceId, userId, actor: actorId } = me;
    return this.audit.record({ workspaceId, userId, actorId, kind, details }, manager);
  }
}

/** Cursors carry milliseconds: so does the order. */
const ORDER = "date_trunc('milliseconds', g.created_at)";

interface GroupRow extends MemberGroup {
  createdAt: Date;
}

function toGroup({ id, name, people, assignments }: GroupRow): MemberGroup {
  return { id, name, people, assignments };
}

/** Users whose pages show something of a change: instructors, and those who are or were in the group. */
async function concerned(manager: EntityManager, workspaceId: string, people: readonly string[]): Promise<string[]> {
  const rows: { user: string }[] = await manager.query(
    `SELECT user_id AS "user" FROM member
      WHERE workspace_id = $1 AND (role IN ('owner', 'instructor') OR actor_id = ANY($2::text[]))`,
    [workspaceId, people],
  );
  return rows.map(({ user }) => user);
}

async function requireFreeName(
  manager: EntityManager,
  workspaceId: string,
  name: string,
  except: string | null = null,
): Promise<void> {
  const taken: unknown[] = await manager.query(
    `SELECT 1 FROM member_group
      WHERE workspace_id = $1 AND lower(name) = lower($2) AND ($3::text IS NULL OR id <> $3)`,
    [workspaceId, name, except],
  );
  if (taken.length > 0) throw invalid([{ path: "name", message: "is the name of another group of this workspace" }]);
}

async function requireMembers(manager: EntityManager, workspaceId: string, actors: readonly string[]): Promise<void> {
  const rows: { actor: string }[] = await manager.query(
    "SELECT actor_id AS actor FROM member WHERE workspace_id = $1 AND actor_id = ANY($2::text[])",
    [workspaceId, actors],
  );
  const known = new Set(rows.map(({ actor }) => actor));
  const problems = actors.flatMap((actor, place) =>
    known.has(actor) ? [] : [{ path: `actors.${place}`, message: "is not a member of this workspace" }],
  );
  if (problems.length > 0) throw invalid(problems);
}

function noGroup(): AppError {
  return notFound("There is no such group, or you have no access to it.");
}
