import { Injectable } from "@nestjs/common";
import type { AskedOfMe } from "@postil/shared/schema/asked-of-me";
import { idSchema } from "@postil/shared/schema/ids";
import type { Page } from "@postil/shared/schema/text-fields";
import { DataSource } from "typeorm";
import { z } from "zod";
import { decodeCursor, encodeCursor } from "../platform/http/cursor.ts";
import { AccessService } from "../workspaces/access.ts";
import { toSummary } from "./assignment-answers.ts";
import { findAssignment } from "./assignment-rows.ts";
import { toProgress, workOf } from "./progress.ts";

/** Stands after every date: what is never due comes last. */
const NEVER = "9999-01-01T00:00:00.000Z";

const cursorSchema = z.tuple([z.iso.datetime({ precision: 3 }), idSchema]);

interface Row {
  id: string;
  workspaceId: string;
  workspace: string;
  actor: string;
  due: string;
}

/** What is asked of somebody in all their workspaces and not submitted yet. */
@Injectable()
export class MyAssignments {
  constructor(
    private readonly dataSource: DataSource,
    private readonly access: AccessService,
  ) {}

  /** By when it is due, what is overdue first; what is never due comes last. */
  async list(userId: string, query: { cursor?: string | undefined; limit: number }): Promise<Page<AskedOfMe>> {
    const [due, id] = query.cursor === undefined ? [null, null] : decodeCursor(query.cursor, cursorSchema);
    const rows: Row[] = await this.dataSource.query(
      `select * from (
         select s.id, w.id as "workspaceId", w.name as workspace, m.actor_id as actor,
                to_char(coalesce(case when s.due_at is not null then coalesce(p.extended_until, s.due_at) end, $2::timestamptz)
                  at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') collate "C" as due
           from member m join assignment_person p on p.actor_id = m.actor_id and p.removed_at is null
           join assignment s on s.id = p.assignment_id join workspace w on w.id = m.workspace_id
          where m.user_id = $1 and s.state = 'published' and s.deleted_at is null and s.revealed_at is null
            and p.submitted_at is null) asked
        where $3::text is null or (due, id) > ($3, $4::text)
        order by due, id limit $5`,
      [userId, NEVER, due, id, query.limit + 1],
    );
    const items: AskedOfMe[] = [];
    for (const row of rows.slice(0, query.limit)) items.push(...(await this.item(userId, row)));
    const last = rows[query.limit - 1];
    return { items, nextCursor: rows.length > query.limit && last ? encodeCursor([last.due, last.id]) : null };
  }

  /** None when it was taken away meanwhile. */
  private async item(userId: string, { id, workspaceId, workspace, actor }: Row): Promise<AskedOfMe[]> {
    const { manager } = this.dataSource;
    const membership = await this.access.find(userId, workspaceId);
    const assignment = membership && (await findAssignment(manager, id, actor));
    if (!membership || !assignment?.me || assignment.me.removed) return [];
    // As its people see it: what instructors may count is not for here.
    const summary = { ...toSummary({ assignment, membership, instructs: false }), counts: null };
    const work = await workOf(manager, assignment, assignment.me.coder);
    const done = work.filter((one) => toProgress(summary.asks, one).done).length;
    return [{ workspace: { id: workspaceId, name: workspace }, assignment: summary, begun: work.length, done }];
  }
}
