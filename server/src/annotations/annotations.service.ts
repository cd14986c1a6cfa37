import { Inject, Injectable } from "@nestjs/common";
import type { AnnotationListItem, annotationListQuerySchema } from "@postil/shared/schema/annotation-query";
import type { Page } from "@postil/shared/schema/text-fields";
import { DataSource } from "typeorm";
import type { z } from "zod";
import { CONFIG, type Config } from "../platform/config.ts";
import { Parameters } from "../platform/database/parameters.ts";
import { AccessService } from "../workspaces/access.ts";
import { annotationConditions } from "./annotation-conditions.ts";
import { LIST_COLUMNS, type ListRow, toListItem } from "./annotation-row.ts";
import type { AnnotationScope } from "./annotation-scope.ts";
import { AnnotationScopes } from "./annotation-scopes.ts";
import { decodePosition, encodePosition, listOrder } from "./list-order.ts";
import { withPresentNames } from "./present-names.ts";
import { StalePlaces } from "./stale-places.ts";

export type AnnotationListQuery = z.output<typeof annotationListQuerySchema>;

/** Lists annotations from the derived tables: what the caller may read, and nothing of the rest. */
@Injectable()
export class AnnotationsService {
  constructor(
    private readonly dataSource: DataSource,
    @Inject(CONFIG) private readonly config: Config,
    private readonly access: AccessService,
    private readonly scopes: AnnotationScopes,
    private readonly places: StalePlaces,
  ) {}

  async list(userId: string, workspaceId: string, query: AnnotationListQuery): Promise<Page<AnnotationListItem>> {
    const membership = await this.access.require(userId, workspaceId, "read");
    const position = query.cursor === undefined ? null : decodePosition(query.sort, query.cursor);
    const scope = await this.scopes.find(membership, query);
    if (scope.layers.size === 0) return { items: [], nextCursor: null };
    // Only these look at places and quotes before the page is cut; the others need those of the page alone.
    if (query.sort === "place" || query.q) await this.places.refresh(scope.articles.map((article) => article.id));
    const values = new Parameters();
    const conditions = annotationConditions(query, scope, values);
    if (query.id) conditions.push(`n.annotation_id = any(${values.add(query.id)}::text[])`);
    const order = listOrder(query.sort, position, scope, values);
    if (order.after) conditions.push(order.after);
    const rows: ListRow[] = await this.dataSource.query(
      `select ${LIST_COLUMNS} from annotation n
         left join actor a on a.id = n.author_id left join actor r on r.id = n.resolved_by
         left join actor s on s.id = n.assignee and s.workspace_id = n.workspace_id ${order.join}
        where ${conditions.join(" and ")}
        order by ${order.orderBy} limit ${values.add(query.limit + 1)}`,
      values.values,
    );
    return this.page(rows, query, scope);
  }

  private async page(
    rows: ListRow[],
    query: AnnotationListQuery,
    scope: AnnotationScope,
  ): Promise<Page<AnnotationListItem>> {
    const shown = rows.slice(0, query.limit);
    const last = rows.length > shown.length ? shown.at(-1) : undefined;
    const articles = new Map(scope.articles.map((article) => [article.id, article]));
    const articleOf = (row: ListRow) => {
      const article = articles.get(row.articleId);
      if (!article) throw new Error("a row outside of its scope");
      return article;
    };
    // Before the overlay: the next page goes on from where the table has this row.
    const nextCursor = last
      ? encodePosition(query.sort, {
          title: articleOf(last).title,
          articleId: last.articleId,
          start: last.start,
          createdAt: last.createdAt,
          annotationId: last.annotationId,
          layerId: last.layerId,
        })
      : null;
    await this.places.overlay(shown);
    const items = shown.map((row) => toListItem(row, articleOf(row), scope, this.config.origin));
    const notes = await withPresentNames(
      this.dataSource.manager,
      scope.workspaceId,
      items.map(({ note }) => note),
    );
    return { items: items.map((item, place) => ({ ...item, note: notes[place] ?? item.note })), nextCursor };
  }
}
