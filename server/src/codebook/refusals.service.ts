import { Injectable } from "@nestjs/common";
import { can } from "@postil/shared/policy/permissions";
import type { DeletedTag, Refusal } from "@postil/shared/schema/tag";
import { DataSource } from "typeorm";
import { conflict } from "../platform/errors.ts";
import { AccessService, notAllowed } from "../workspaces/access.ts";
import { CodebookService, seen } from "./codebook.service.ts";
import { CodebookSession } from "./codebook-session.ts";
import { tagCounts } from "./tag-counts.ts";
import { noTag } from "./tag-errors.ts";

/** Whether a tag was made by the user `$2` in workspace `$1`, under their name or another one. */
const IS_MINE = `t.workspace_id = $1 and (
  exists (select 1 from actor a where a.id = t.made_by and a.workspace_id = $1 and a.user_id = $2)
  or exists (select 1 from assignment_person p join member m on m.actor_id = p.actor_id
              where p.coder_actor = t.made_by and m.workspace_id = $1 and m.user_id = $2))`;

/** Proposed tags that are not taken into the codebook, and what their makers are told of it. */
@Injectable()
export class RefusalsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly access: AccessService,
    private readonly codebooks: CodebookService,
    private readonly session: CodebookSession,
  ) {}

  /** Deletes a proposed tag, which `restore` undoes, and keeps why. 409 for one that is no proposal. */
  async refuse(userId: string, tagId: string, reason: string | null): Promise<DeletedTag> {
    const workspaceId = await this.codebooks.workspaceOf(userId, tagId);
    return this.session.change(userId, workspaceId, async (codebook, editor, manager) => {
      if (!can(editor.role, "edit-codebook")) throw notAllowed(editor.role);
      if (codebook.one(tagId).state !== "proposed") {
        throw conflict("tag-not-proposed", "This tag isn't a proposal any more: somebody has accepted it.");
      }
      const count = (await tagCounts(manager, editor, tagId)).get(tagId) ?? 0;
      const moved = await seen(manager, editor, codebook, await codebook.delete(tagId));
      await manager.query(
        `insert into tag_refusal (tag_id, refused_by, reason) values ($1, $2, $3)
           on conflict (tag_id) do update
           set refused_by = excluded.refused_by, reason = excluded.reason, at = now(), seen_at = null`,
        [tagId, editor.actor, reason],
      );
      return { count, moved };
    });
  }

  /** The caller's own proposals that were refused and that they have not put aside, newest first. */
  async list(userId: string, workspaceId: string): Promise<Refusal[]> {
    await this.access.require(userId, workspaceId, "read");
    const rows: (Omit<Refusal, "at"> & { at: Date })[] = await this.dataSource.query(
      `select t.id as tag, t.name, t.colour, r.reason, r.refused_by as by, r.at
         from tag_refusal r join tag t on t.id = r.tag_id
        where ${IS_MINE} and t.deleted_at is not null and r.seen_at is null order by r.at desc, t.id limit 100`,
      [workspaceId, userId],
    );
    return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
  }

  /** Puts one aside. 404 for what isn't the caller's. */
  async dismiss(userId: string, workspaceId: string, tagId: string): Promise<void> {
    await this.access.require(userId, workspaceId, "read");
    const [, count] = await this.dataSource.query<[unknown, number]>(
      `update tag_refusal set seen_at = now()
        where tag_id = $3 and exists (select 1 from tag t where t.id = $3 and ${IS_MINE})`,
      [workspaceId, userId, tagId],
    );
    if (count === 0) throw noTag();
  }
}
