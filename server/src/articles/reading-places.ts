import { Injectable } from "@nestjs/common";
import type { Reading, ReadingBody } from "@postil/shared/schema/article";
import { DataSource } from "typeorm";
import type { Membership } from "../workspaces/access.ts";
import type { ArticleRow } from "./article.entity.ts";

/** A stored place as `readingColumn` selects it. */
export interface ReadingRow extends Omit<Reading, "updatedAt"> {
  /** As PostgreSQL writes times in JSON. */
  updatedAt: string;
}

/** SQL for where `user` reads an article, as JSON; null where they have not. */
export function readingColumn(article: string, user: string): string {
  return `(select json_build_object('place', r.place, 'furthest', r.furthest, 'placePosition', r.place_position,
      'furthestPosition', r.furthest_position, 'updatedAt', r.updated_at)
    from reading_place r where r.article_id = ${article} and r.user_id = ${user})`;
}

export function toReading(row: ReadingRow | null): Reading | null {
  return row && { ...row, updatedAt: new Date(row.updatedAt).toISOString() };
}

/**
 * Where each person reads, for themselves alone: rows are only ever asked for by the id of who is signed in. They go
 * with the membership.
 */
@Injectable()
export class ReadingPlaces {
  constructor(private readonly dataSource: DataSource) {}

  async of({ userId }: Membership, articleId: string): Promise<Reading | null> {
    const [row]: { reading: ReadingRow | null }[] = await this.dataSource.query(
      `select ${readingColumn("$1", "$2")} as reading`,
      [articleId, userId],
    );
    return toReading(row?.reading ?? null);
  }

  /**
   * The later of two places counts, whichever comes first: a device that was offline sends late. How far somebody came
   * only grows. A clock that is ahead counts as now, or its place could never be left.
   */
  async keep({ userId, workspaceId }: Membership, { id, length }: ArticleRow, body: ReadingBody): Promise<void> {
    // From the member's own row, so that who is just leaving gets none.
    await this.dataSource.query(
      `insert into reading_place as r
         (user_id, article_id, workspace_id, place, furthest, place_position, furthest_position, updated_at)
       select m.user_id, a.id, m.workspace_id, $4, $5, $6, $7, least($8::timestamptz, now())
         from member m join article a on a.workspace_id = m.workspace_id
        where m.user_id = $1 and m.workspace_id = $2 and a.id = $3
       on conflict (user_id, article_id) do update set
         place = case when excluded.updated_at >= r.updated_at then excluded.place else r.place end,
         place_position =
           case when excluded.updated_at >= r.updated_at then excluded.place_position else r.place_position end,
         furthest = greatest(excluded.furthest, r.furthest),
         furthest_position =
           case when excluded.furthest >= r.furthest then excluded.furthest_position else r.furthest_position end,
         updated_at = greatest(excluded.updated_at, r.updated_at)`,
      [
        userId,
        workspaceId,
        id,
        Math.min(body.place, length),
        Math.min(body.furthest, length),
        body.placePosition,
        body.furthestPosition,
        body.updatedAt,
      ],
    );
  }
}
