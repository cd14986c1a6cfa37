import { Injectable } from "@nestjs/common";
import type { ArticleListItem, ArticleListQuery } from "@postil/shared/schema/article";
import { parseAttributeFilter } from "@postil/shared/schema/attribute-filter";
import type { Page } from "@postil/shared/schema/text-fields";
import { DataSource } from "typeorm";
import { z } from "zod";
import { decodeCursor, encodeCursor } from "../platform/http/cursor.ts";
import type { Membership } from "../workspaces/access.ts";
import { readableLayer } from "../workspaces/layer-visibility.ts";
import { type ReadingRow, readingColumn, toReading } from "./reading-places.ts";

/** Microseconds since 1970, as text: a JavaScript Date would round a timestamp that pages are cut at. */
const micros = (instant: string) => `(extract(epoch from ${instant}) * 1000000)::bigint`;

/** When somebody last did something that `$2` may see on the article `a`. */
const LAST_ACTIVITY = `
  select greatest(
    (select max(n.updated_at) from annotation n join layer l on l.id = n.layer_id
      where n.article_id = a.id and n.deleted_at is null and ${readableLayer("l", "$2")}),
    (select max(greatest(c.created_at, c.edited_at)) from comment c join layer l on l.id = c.layer_id
       join annotation n on n.layer_id = c.layer_id and n.annotation_id = c.annotation_id
      where c.article_id = a.id and c.deleted_at is null and n.deleted_at is null and ${readableLayer("l", "$2")})
  ) as at`;

const ORDERS = {
  title: { key: "lower(a.title)", type: "text", direction: "asc" },
  newest: { key: micros("a.created_at"), type: "bigint", direction: "desc" },
  activity: { key: micros("coalesce(activity.at, a.created_at)"), type: "bigint", direction: "desc" },
} as const;

interface Row extends Omit<ArticleListItem, "createdAt" | "updatedAt" | "lastActivityAt" | "reading"> {
  reading: ReadingRow | null;
  createdAt: Date;
  updatedAt: Date;
  lastActivityAt: Date | null;
  key: string;
}

/** The workspace's table of articles. Counts and times are of what the caller may read, nothing else. */
@Injectable()
export class ArticleLister {
  constructor(private readonly dataSource: DataSource) {}

  async page(membership: Membership, query: ArticleListQuery): Promise<Page<ArticleListItem>> {
    const order = ORDERS[query.sort];
    const cursor = query.cursor === undefined ? null : readCursor(query.sort, query.cursor);
    const values: unknown[] = [membership.workspaceId, membership.actor, membership.userId];
    const value = (item: unknown) => `$${values.push(item)}`;
    const where = ["a.workspace_id = $1", ...filters(query, value)];
    if (cursor) {
      const past = order.direction === "asc" ? ">" : "<";
      where.push(`(${order.key}, a.id) ${past} (${value(cursor.key)}::${order.type}, ${value(cursor.id)}::text)`);
    }
    const activity = `left join lateral (${LAST_ACTIVITY}) activity on true`;
    const rows: Row[] = await this.dataSource.query(
      `with page as (
         select a.*, ${order.key} as key from article a ${query.sort === "activity" ? activity : ""}
          where ${where.join(" and ")}
          order by ${order.key} ${order.direction}, a.id ${order.direction}
          limit ${value(query.limit + 1)}
       )
       select a.id, a.workspace_id as "workspaceId", a.title, a.source, a.author, a.published, a.attributes, a.length,
              a.created_at as "createdAt", a.updated_at as "updatedAt", a.key::text as key,
              activity.at as "lastActivityAt", ${readingColumn("a.id", "$3")} as reading,
              (select count(*) from annotation n join layer l on l.id = n.layer_id
                where n.article_id = a.id and n.deleted_at is null and ${readableLayer("l", "$2")}
              )::int as "annotationCount",
              (select count(*) from comment c join layer l on l.id = c.layer_id
                 join annotation n on n.layer_id = c.layer_id and n.annotation_id = c.annotation_id
                where c.article_id = a.id and c.deleted_at is null and n.deleted_at is null
                  and ${readableLayer("l", "$2")}
              )::int as "commentCount"
         from page a ${activity}
        order by a.key ${order.direction}, a.id ${order.direction}`,
      values,
    );
    const items = rows.slice(0, query.limit);
    const last = items.at(-1);
    return {
      items: items.map(toItem),
      nextCursor: rows.length > query.limit && last ? encodeCursor([query.sort, last.key, last.id]) : null,
    };
  }
}

/** Where a page of the list ended: the value it is sorted by, and the article's id. */
function readCursor(sort: ArticleListQuery["sort"], cursor: string): { key: string; id: string } {
  const storable = z.string().refine((text) => !text.includes("\0"));
  const keySchema = ORDERS[sort].type === "text" ? storable.max(400) : z.string().regex(/^\d{1,18}$/);
  // The order goes with it: a cursor of one order means nothing in another.
  const [, key, id] = decodeCursor(cursor, z.tuple([z.literal(sort), keySchema, storable.max(64)]));
  return { key, id };
}

function filters(query: ArticleListQuery, value: (item: unknown) => string): string[] {
  const where: string[] = [];
  for (const word of (query.q ?? "").toLowerCase().split(/\s+/).filter(Boolean).slice(0, 20)) {
    const text = "lower(concat_ws(E'\\n', a.title, a.source, a.author))";
    where.push(`strpos(${text}, lower(${value(word)}::text)) > 0`);
  }
  for (const [name, wanted] of parseAttributeFilter(query.attribute ?? [])) {
    where.push(`a.attributes ->> ${value(name)}::text = any(${value(wanted)}::text[])`);
  }
  if (query.source) where.push(`a.source = any(${value(query.source)}::text[])`);
  if (query.author) where.push(`a.author = any(${value(query.author)}::text[])`);
  return where;
}

function toItem({ key: _key, reading, createdAt, updatedAt, lastActivityAt, ...item }: Row): ArticleListItem {
  return {
    ...item,
    reading: toReading(reading),
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
    lastActivityAt: lastActivityAt?.toISOString() ?? null,
  };
}
