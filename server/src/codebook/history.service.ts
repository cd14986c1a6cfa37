import { Injectable } from "@nestjs/common";
import { can } from "@postil/shared/policy/permissions";
import {
  type CodebookChange,
  type CodebookVersion,
  type DifferencesQuery,
  type KeptTag,
  keptTagSchema,
  type TagDifference,
} from "@postil/shared/schema/codebook";
import { newId } from "@postil/shared/schema/ids";
import type { Page } from "@postil/shared/schema/text-fields";
import { DataSource } from "typeorm";
import { z } from "zod";
import { conflict, notFound } from "../platform/errors.ts";
import { decodeCursor, encodeCursor } from "../platform/http/cursor.ts";
import { AccessService, notAllowed } from "../workspaces/access.ts";
import { Codebook } from "./codebook.ts";
import { CodebookSession } from "./codebook-session.ts";
import { compareCodebooks } from "./compare.ts";

/** A workspace keeps no more: each holds a whole codebook. */
const MOST_VERSIONS = 500;
const cursorSchema = z.tuple([z.string().regex(/^\d{1,18}$/)]);

/** What was done to a codebook, and the states of it that were kept under a name. Every member reads both. */
@Injectable()
export class HistoryService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly access: AccessService,
    private readonly session: CodebookSession,
  ) {}

  /** The latest first. */
  async changes(
    userId: string,
    workspaceId: string,
    { cursor, limit }: { cursor?: string | undefined; limit: number },
  ): Promise<Page<CodebookChange>> {
    await this.access.require(userId, workspaceId, "read");
    const before = cursor === undefined ? null : decodeCursor(cursor, cursorSchema)[0];
    const rows: (Omit<CodebookChange, "at"> & { at: Date })[] = await this.dataSource.query(
      `select id::text, at, actor_id as by, differences from codebook_change
        where workspace_id = $1 and ($2::bigint is null or id < $2::bigint)
        order by codebook_change.id desc limit $3`,
      [workspaceId, before, limit + 1],
    );
    const shown = rows.slice(0, limit);
    return {
      items: shown.map((row) => ({ ...row, at: row.at.toISOString() })),
      nextCursor: rows.length > limit ? encodeCursor([shown.at(-1)?.id]) : null,
    };
  }

  /** The latest first. */
  async versions(userId: string, workspaceId: string): Promise<CodebookVersion[]> {
    await this.access.require(userId, workspaceId, "read");
    const rows: (Omit<CodebookVersion, "at"> & { at: Date })[] = await this.dataSource.query(
      `select number, label, at, made_by as by,
              (select count(*)::int from jsonb_array_elements(content) tag where tag->>'mergedInto' is null) as tags
         from codebook_version where workspace_id = $1 order by number desc`,
      [workspaceId],
    );
    return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
  }

  async save(userId: string, workspaceId: string, label: string): Promise<CodebookVersion> {
    await this.access.require(userId, workspaceId, "edit-codebook");
    await this.session.change(userId, workspaceId, async (codebook, editor, manager) => {
      if (!can(editor.role, "edit-codebook")) throw notAllowed(editor.role);
      const [row]: { last: number }[] = await manager.query(
        "select coalesce(max(number), 0)::int as last from codebook_version where workspace_id = $1",
        [workspaceId],
      );
      const last = row?.last ?? 0;
      if (last >= MOST_VERSIONS) {
        throw conflict("too-many-versions", `A codebook keeps at most ${MOST_VERSIONS} versions.`);
      }
      await manager.query(
        `insert into codebook_version (id, workspace_id, number, label, made_by, content)
         values ($1, $2, $3, $4, $5, $6::jsonb)`,
        [newId(), workspaceId, last + 1, label, editor.actor, JSON.stringify(codebook.kept())],
      );
    });
    this.session.announce(workspaceId);
    const [latest] = await this.versions(userId, workspaceId);
    if (!latest) throw notFound();
    return latest;
  }

  async differences(userId: string, workspaceId: string, { from, to }: DifferencesQuery): Promise<TagDifference[]> {
    await this.access.require(userId, workspaceId, "read");
    const [before, after] = await Promise.all([this.state(workspaceId, from), this.state(workspaceId, to)]);
    return compareCodebooks(before, after);
  }

  private async state(workspaceId: string, which: number | "current"): Promise<KeptTag[]> {
    if (which === "current") return (await Codebook.load(this.dataSource.manager, workspaceId)).kept();
    const [row]: { content: unknown }[] = await this.dataSource.query(
      "select content from codebook_version where workspace_id = $1 and number = $2",
      [workspaceId, which],
    );
    if (!row) throw notFound(`There is no version ${which} of this codebook.`);
    return z.array(keptTagSchema).parse(row.content);
  }
}
