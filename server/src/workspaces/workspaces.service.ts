import { Injectable } from "@nestjs/common";
import { newId } from "@postil/shared/schema/ids";
import type { Role } from "@postil/shared/schema/role";
import type { Page } from "@postil/shared/schema/text-fields";
import type { TagAdders, UpdateWorkspaceBody, Workspace } from "@postil/shared/schema/workspace";
import { DataSource, EntityManager } from "typeorm";
import { AuditLog } from "../accounts/audit.ts";
import { AppUser } from "../accounts/user.entity.ts";
import { invalid, unauthenticated } from "../platform/errors.ts";
import { Events } from "../platform/events.ts";
import { readTimeCursor, type TimeCursor, toPage } from "../platform/http/cursor.ts";
import { AccessService, noWorkspace } from "./access.ts";
import { addMember } from "./membership-writes.ts";

@Injectable()
export class WorkspacesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly access: AccessService,
    private readonly audit: AuditLog,
    private readonly events: Events,
  ) {}

  /** The caller's workspaces, the oldest first. */
  async list(userId: string, query: { cursor?: string | undefined; limit: number }): Promise<Page<Workspace>> {
    const rows = await this.select(userId, { after: readTimeCursor(query.cursor), limit: query.limit + 1 });
    return toPage(rows, query.limit, toWorkspace, (row) => ({ at: row.createdAt.toISOString(), id: row.id }));
  }

  async get(userId: string, workspaceId: string): Promise<Workspace> {
    const { workspaceId: id } = await this.access.membership(userId, workspaceId);
    const [row] = await this.select(userId, { id, limit: 1 });
    if (!row) throw noWorkspace();
    return toWorkspace(row);
  }

  async create(userId: string, name: string): Promise<Workspace> {
    const id = newId();
    await this.dataSource.transaction(async (manager) => {
      const user = await manager.findOneBy(AppUser, { id: userId });
      if (!user) throw unauthenticated();
      const actorId = await createWorkspace(manager, { id, name, owner: user });
      await this.audit.record({ workspaceId: id, userId, actorId, kind: "workspace-created" }, manager);
    });
    return this.get(userId, id);
  }

  /** The name for owners; who may add tags for all who keep the codebook. */
  async update(userId: string, workspaceId: string, { name, tagAdders }: UpdateWorkspaceBody): Promise<Workspace> {
    const { actor } = await this.access.membership(userId, workspaceId);
    if (name !== undefined) await this.access.require(userId, workspaceId, "rename-workspace");
    if (tagAdders !== undefined) await this.access.require(userId, workspaceId, "edit-codebook");
    await this.dataSource.transaction(async (manager) => {
      await manager.query(
        "UPDATE workspace SET name = coalesce($2, name), tag_adders = coalesce($3, tag_adders) WHERE id = $1",
        [workspaceId, name ?? null, tagAdders ?? null],
      );
      const details = { ...(name === undefined ? {} : { name }), ...(tagAdders === undefined ? {} : { tagAdders }) };
      await this.audit.record({ workspaceId, userId, actorId: actor, kind: "workspace-changed", details }, manager);
    });
    this.events.emit("changed", { workspaceId, topic: "workspace" });
    return this.get(userId, workspaceId);
  }

  /** Deletes the workspace with everything in it. `confirm` must be its name where it is given. */
  async delete(userId: string, workspaceId: string, confirm?: string): Promise<void> {
    const { actor } = await this.access.require(userId, workspaceId, "delete-workspace");
    await this.dataSource.transaction(async (manager) => {
      const rows: { name: string }[] = await manager.query("SELECT name FROM workspace WHERE id = $1 FOR UPDATE", [
        workspaceId,
      ]);
      if (!rows[0]) throw noWorkspace();
      if (confirm !== undefined && rows[0].name.trim() !== confirm.trim()) {
        throw invalid([{ path: "confirm", message: "must be the name of the workspace, exactly as it is written" }]);
      }
      await manager.query("DELETE FROM workspace WHERE id = $1", [workspaceId]);
      await this.audit.record({ workspaceId, userId, actorId: actor, kind: "workspace-deleted" }, manager);
    });
    this.events.emit("workspaceDeleted", { workspaceId });
  }

  private select(
    userId: string,
    { id = null, after = null, limit }: { id?: string | null; after?: TimeCursor | null; limit: number },
  ): Promise<WorkspaceRow[]> {
    return this.dataSource.query(
      `SELECT w.id, w.name, w.sample, w.tag_adders AS "tagAdders", ${ORDER} AS "createdAt", m.actor_id AS actor, m.role, a.name AS "actorName", a.colour,
              (SELECT count(*)::int FROM member WHERE workspace_id = w.id) AS members,
              (SELECT count(*)::int FROM article WHERE workspace_id = w.id) AS articles,
              ARRAY(SELECT DISTINCT jsonb_object_keys(attributes) FROM article WHERE workspace_id = w.id) AS "attributeNames"
         FROM member m
         JOIN workspace w ON w.id = m.workspace_id
         JOIN actor a ON a.id = m.actor_id
        WHERE m.user_id = $1
          AND ($2::text IS NULL OR w.id = $2)
          AND ($3::timestamptz IS NULL OR (${ORDER}, w.id) > ($3, $4::text))
        ORDER BY ${ORDER}, w.id
        LIMIT $5`,
      [userId, id, after?.at ?? null, after?.id ?? null, limit],
    );
  }
}

/** Cursors carry milliseconds: so does the order. */
const ORDER = "date_trunc('milliseconds', w.created_at)";

/** Makes a workspace with its first member, the owner; returns the owner's actor. */
export async function createWorkspace(
  manager: EntityManager,
  {
    id,
    name,
    owner,
    sample = false,
  }: { id: string; name: string; owner: { id: string; name: string }; sample?: boolean },
): Promise<string> {
  await manager.query("INSERT INTO workspace (id, name, sample) VALUES ($1, $2, $3)", [id, name, sample]);
  return addMember(manager, { workspaceId: id, userId: owner.id, name: owner.name, role: "owner" });
}

interface WorkspaceRow {
  id: string;
  name: string;
  sample: boolean;
  tagAdders: TagAdders;
  createdAt: Date;
  actor: string;
  role: Role;
  actorName: string;
  colour: number;
  members: number;
  articles: number;
  attributeNames: string[];
}

function toWorkspace(row: WorkspaceRow): Workspace {
  return {
    id: row.id,
    name: row.name,
    sample: row.sample,
    tagAdders: row.tagAdders,
    createdAt: row.createdAt.toISOString(),
    me: { actor: row.actor, role: row.role, name: row.actorName, colour: row.colour },
    counts: { members: row.members, articles: row.articles },
    attributeNames: row.attributeNames.sort((a, b) => a.localeCompare(b)),
  };
}
