import { epochMsSchema } from "@postil/shared/schema/ids";
import { z } from "zod";
import type { Parameters } from "../platform/database/parameters.ts";
import { decodeCursor, encodeCursor } from "../platform/http/cursor.ts";
import { type AnnotationScope, compareArticles } from "./annotation-scope.ts";

export type ListSort = "place" | "newest" | "oldest";

/** What a page ended with. `start` null sorts after every place of its article. */
export interface ListPosition {
  articleId: string;
  /** The beginning of the article's title: where to go on when the article is gone. */
  title: string;
  start: number | null;
  createdAt: Date;
  annotationId: string;
  layerId: string;
}

const idPart = z.string().regex(/^[\w-]{1,64}$/);
const positionSchema = z.tuple([
  z.enum(["place", "newest", "oldest"]),
  idPart,
  z.string().max(300),
  z.number().int().min(0).max(2_000_000_000).nullable(),
  epochMsSchema,
  idPart,
  idPart,
]);
/** Keeps a cursor under the 500 characters that a query may hold. */
const TITLE_LENGTH = 30;

/** Opaque to callers; it names its order, since a place in one order means nothing in another. */
export function encodePosition(sort: ListSort, position: ListPosition): string {
  const { articleId, title, start, createdAt, annotationId, layerId } = position;
  const parts = [sort, articleId, title.slice(0, TITLE_LENGTH), start, createdAt.getTime(), annotationId, layerId];
  return encodeCursor(parts);
}

/** 422 for what is not a cursor of this order. */
export function decodePosition(sort: ListSort, cursor: string): ListPosition {
  const ofThisOrder = positionSchema.refine(([made]) => made === sort);
  const [, articleId, title, start, createdAt, annotationId, layerId] = decodeCursor(cursor, ofThisOrder);
  return { articleId, title, start, createdAt: new Date(createdAt), annotationId, layerId };
}

/** Greater than every offset: what has no place comes last. */
const NOWHERE = 2_147_483_647;

export interface ListOrder {
  /** Joined to `annotation n`. */
  join: string;
  /** Rows after the cursor; absent for the first page. */
  after: string | null;
  orderBy: string;
}

/**
 * The SQL of an order: total (it ends with the row's key), so that pages neither repeat nor skip rows that stay as
 * they are, whatever is added meanwhile.
 */
export function listOrder(
  sort: ListSort,
  position: ListPosition | null,
  scope: AnnotationScope,
  values: Parameters,
): ListOrder {
  if (sort === "place") return placeOrder(position, scope, values);
  const direction = sort === "newest" ? "desc" : "asc";
  const key = ["n.created_at", "n.annotation_id", "n.layer_id"];
  return {
    join: "",
    after: position && `(${key.join(", ")}) ${sort === "newest" ? "<" : ">"} (${keyOf(position, values)})`,
    orderBy: key.map((column) => `${column} ${direction}`).join(", "),
  };
}

function placeOrder(position: ListPosition | null, scope: AnnotationScope, values: Parameters): ListOrder {
  const ids = values.add(scope.articles.map((article) => article.id));
  const key = [
    "article_order.position",
    `coalesce(n.start_offset, ${NOWHERE})`,
    "n.created_at",
    "n.annotation_id",
    "n.layer_id",
  ];
  return {
    join: `join unnest(${ids}::text[]) with ordinality as article_order(article_id, position)
      on article_order.article_id = n.article_id`,
    after: position && afterPlace(key, position, scope, values),
    orderBy: key.join(", "),
  };
}

function afterPlace(key: string[], position: ListPosition, scope: AnnotationScope, values: Parameters): string {
  const cursor = { id: position.articleId, title: position.title };
  const reached = scope.articles.findIndex((article) => article.id === position.articleId);
  // The article may be gone, or out of the filter: the list goes on with the one that follows its title.
  if (reached === -1) {
    const next = scope.articles.findIndex((article) => compareArticles(article, cursor) > 0);
    return next === -1 ? "false" : `article_order.position >= ${values.add(next + 1)}::bigint`;
  }
  const place = `${values.add(reached + 1)}::bigint, ${values.add(position.start ?? NOWHERE)}::integer`;
  return `(${key.join(", ")}) > (${place}, ${keyOf(position, values)})`;
}

function keyOf(position: ListPosition, values: Parameters): string {
  const { createdAt, annotationId, layerId } = position;
  return `${values.add(createdAt)}::timestamptz, ${values.add(annotationId)}::text, ${values.add(layerId)}::text`;
}
