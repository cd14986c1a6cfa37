import type { AnchorState } from "@postil/shared/schema/anchor";
import type { AnnotationTarget } from "@postil/shared/schema/annotation";
import type { AnnotationListItem } from "@postil/shared/schema/annotation-query";
import type { AnnotationScope, ScopeArticle } from "./annotation-scope.ts";

/** A row of `annotation` as lists and exports read it. `textVersion`: the version its place was found in. */
export interface AnnotationRow {
  layerId: string;
  annotationId: string;
  articleId: string;
  target: AnnotationTarget;
  authorId: string;
  createdAt: Date;
  updatedAt: Date;
  start: number | null;
  end: number | null;
  quote: string;
  prefix: string;
  suffix: string;
  anchorState: AnchorState | null;
  /** bigint: the driver gives it as text. */
  textVersion: string;
  note: string;
  resolvedAt: Date | null;
  resolvedBy: string | null;
}

/** Columns of an `AnnotationRow`, of `annotation n`. */
export const ANNOTATION_COLUMNS = `n.layer_id as "layerId", n.annotation_id as "annotationId",
  n.article_id as "articleId", n.target, n.author_id as "authorId", n.created_at as "createdAt",
  n.updated_at as "updatedAt", n.start_offset as "start", n.end_offset as "end", n.quote, n.prefix, n.suffix,
  n.anchor_state as "anchorState", n.text_version as "textVersion", n.note, n.resolved_at as "resolvedAt",
  n.resolved_by as "resolvedBy"`;

/** A row of the list, with what the list needs beyond the columns above. */
export interface ListRow extends AnnotationRow {
  author: string | null;
  authorColour: number | null;
  resolverName: string | null;
  assigneeId: string | null;
  assigneeName: string | null;
  /** Ids as the document holds them, oldest first. */
  tagIds: string[];
  commentCount: number;
}

/** Columns of a `ListRow`; join `actor a` for the author, `actor r` for who resolved it, `actor s` for who is to. */
export const LIST_COLUMNS = `${ANNOTATION_COLUMNS}, a.name as author, a.colour as "authorColour",
  r.name as "resolverName", n.assignee as "assigneeId", s.name as "assigneeName",
  n.comment_count as "commentCount",
  array(select t.tag_id from annotation_tag t where t.layer_id = n.layer_id and t.annotation_id = n.annotation_id
         order by t.tagged_at, t.tag_id) as "tagIds"`;

/** The annotation's own page, as lists and exports give it. */
export function annotationUrl(
  origin: string,
  { articleId, layerId, annotationId }: Pick<AnnotationRow, "articleId" | "layerId" | "annotationId">,
): string {
  return `${origin}/a/${articleId}?layer=${layerId}&annotation=${annotationId}`;
}

/** `article` is the row's own. */
export function toListItem(
  row: ListRow,
  article: ScopeArticle,
  scope: AnnotationScope,
  origin: string,
): AnnotationListItem {
  const layer = scope.layers.get(row.layerId);
  if (!layer) throw new Error("a row outside of its scope");
  const tags = new Set<string>();
  for (const id of row.tagIds) {
    const living = scope.tags.living(id);
    if (living) tags.add(living.id);
  }
  return {
    id: row.annotationId,
    layerId: row.layerId,
    layer: layer.kind,
    articleId: row.articleId,
    article: article.title,
    on: row.target,
    authorId: row.authorId,
    author: row.author ?? "",
    authorColour: row.authorColour ?? 0,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    start: row.start,
    end: row.end,
    quote: row.quote,
    anchor: row.anchorState,
    note: row.note,
    tags: [...tags],
    commentCount: row.commentCount,
    resolvedAt: row.resolvedAt?.toISOString() ?? null,
    resolvedBy: row.resolvedBy === null ? null : (row.resolverName ?? ""),
    assignee: row.assigneeId === null ? null : (row.assigneeName ?? ""),
    url: annotationUrl(origin, row),
  };
}
