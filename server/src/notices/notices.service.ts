import { Injectable } from "@nestjs/common";
import { mentionedIn } from "@postil/shared/schema/comment";
import {
  MOST_UNREAD,
  type Notice,
  type NoticeActor,
  type NoticeListQuery,
  type ReadNoticesBody,
} from "@postil/shared/schema/notice";
import type { Page } from "@postil/shared/schema/text-fields";
import { DataSource, EntityManager } from "typeorm";
import { readTimeCursor, toPage } from "../platform/http/cursor.ts";
import { type LineRow, toNotice } from "./notice-lines.ts";
import { LINE, SAME_LINE, visibleNotices } from "./visible-notices.ts";

/** People named in a line. */
const NAMED = 3;

/** Of the lines `x`, which have the id of the latest notice of each. */
const DETAILS = `select x.id, x.kind, x.count, x.everybody, x.at, x.read_at as "readAt", n.workspace_id as "workspaceId",
    w.name as workspace, n.layer_id as layer, n.annotation_id as annotation, ar.id as "articleId", ar.title as article,
    an.quote, case when n.comment_id is null then an.note else c.text end as text, s.id as "assignmentId",
    s.title as assignment, coalesce(p.extended_until, s.due_at) as "dueAt", s.time_zone as "timeZone"
  from x join notice n on n.id = x.id join workspace w on w.id = n.workspace_id
  left join layer l on l.id = n.layer_id left join article ar on ar.id = l.article_id
  left join annotation an on an.layer_id = n.layer_id and an.annotation_id = n.annotation_id
  left join comment c on c.layer_id = n.layer_id and c.comment_id = n.comment_id
  left join assignment s on s.id = n.assignment_id
  left join assignment_person p on p.assignment_id = s.id and p.actor_id = n.actor_id
 order by x.at desc, x.id desc`;

/** Which of one's notices a list is about: `where` may use $2 and on. */
interface Which {
  channel: "bell" | "mail";
  where: string;
  values: readonly unknown[];
  /** Where the page before ended. */
  after?: { at: string; id: string } | null;
  limit: number;
}

/** One person's notices, as they may read them now. */
@Injectable()
export class NoticesService {
  constructor(private readonly dataSource: DataSource) {}

  /** The latest first. What is unread and what is read of one thread are two lines. */
  async list(userId: string, { cursor, limit, unread, kind }: NoticeListQuery): Promise<Page<Notice>> {
    const rows = await this.lines(this.dataSource.manager, userId, {
      channel: "bell",
      where: `($2::text[] is null or n.kind = any($2::text[])) ${unread ? "and n.read_at is null" : ""}`,
      values: [kind ?? null],
      after: readTimeCursor(cursor),
      limit: limit + 1,
    });
    return toPage(
      rows,
      limit,
      (row) => row,
      ({ at, id }) => ({ at, id }),
    );
  }

  /** Lines, up to `MOST_UNREAD`. */
  async unread(userId: string): Promise<number> {
    const rows: { unread: number }[] = await this.dataSource.query(
      `select count(*)::integer as unread from (
         select 1 ${visibleNotices({ where: "n.read_at is null" })} group by ${LINE} limit ${MOST_UNREAD}) x`,
      [userId],
    );
    return rows[0]?.unread ?? 0;
  }

  /** Those that are read already stay as they are. */
  async read(userId: string, body: ReadNoticesBody): Promise<void> {
    const mark = "update notice n set read_at = now() where n.user_id = $1 and n.read_at is null and";
    if ("until" in body) await this.dataSource.query(`${mark} n.at <= $2`, [userId, body.until]);
    else if ("layer" in body) {
      await this.dataSource.query(`${mark} n.layer_id = $2 and n.annotation_id = $3`, [
        userId,
        body.layer,
        body.annotation,
      ]);
    } else {
      await this.dataSource.query(
        `${mark} exists (select 1 from notice x
           where x.id = any($2::text[]) and (x.at, x.id) >= (n.at, n.id) and ${SAME_LINE})`,
        [userId, body.ids],
      );
    }
  }

  /** For the mail too, which gathers them in the same lines. */
  async lines(manager: EntityManager, userId: string, which: Which): Promise<Notice[]> {
    const { channel, where, values, after = null, limit } = which;
    const from = values.length + 2;
    const rows: (LineRow & { everybody: (string | null)[] })[] = await manager.query(
      `with x as (
         select n.kind, (array_agg(n.id order by n.at desc, n.id desc))[1] as id, count(*)::integer as count,
                array_agg(n.by_actor order by n.at desc, n.id desc) as everybody, max(n.at) as at,
                max(n.read_at) as read_at
         ${visibleNotices({ channel, where })}
         group by ${LINE}, n.read_at is null
         having $${from}::timestamptz is null
           or (max(n.at), (array_agg(n.id order by n.at desc, n.id desc))[1]) < ($${from}, $${from + 1}::text)
         order by max(n.at) desc, (array_agg(n.id order by n.at desc, n.id desc))[1] desc limit $${from + 2}
       ) ${DETAILS}`,
      [userId, ...values, after?.at ?? null, after?.id ?? null, limit],
    );
    const shown = rows.map(({ everybody, ...row }) => {
      const people = [...new Set(everybody.filter((actor) => actor !== null))];
      return { ...row, people: people.length, by: people.slice(0, NAMED) };
    });
    const actors = await this.actors(manager, shown);
    return shown.map((row) => toNotice(row, actors));
  }

  /** The ids of all unread, unmailed notices that are gathered in some lines. */
  async gathered(manager: EntityManager, userId: string, lines: readonly Notice[]): Promise<string[]> {
    const rows: { id: string }[] = await manager.query(
      `select n.id ${visibleNotices({
        channel: "mail",
        where: `n.read_at is null and n.mailed_at is null and exists (
         select 1 from notice x where x.id = any($2::text[]) and (x.at, x.id) >= (n.at, n.id) and ${SAME_LINE})`,
      })}`,
      [userId, lines.map(({ id }) => id)],
    );
    return rows.map(({ id }) => id);
  }

  /** Those who did it, and those whom texts mention, by the names that documents know them by. */
  private async actors(manager: EntityManager, rows: readonly LineRow[]): Promise<Map<string, NoticeActor>> {
    const ids = new Set(rows.flatMap(({ by, text }) => [...by, ...mentionedIn(text ?? "")]));
    if (ids.size === 0) return new Map();
    const found: NoticeActor[] = await manager.query(
      "select id as actor, name, colour from actor where id = any($1::text[]) and workspace_id = any($2::text[])",
      [[...ids], [...new Set(rows.map(({ workspaceId }) => workspaceId))]],
    );
    return new Map(found.map((actor) => [actor.actor, actor]));
  }
}
