import type { AnnotationTarget } from "../schema/annotation.ts";
import type { LayerKind } from "../schema/role.ts";
import { numberCell, oneLine, timeCell } from "./cells.ts";

export type RowShape = "annotation" | "tag" | "comment";

/** What all three shapes say of an annotation. Times in epoch ms; offsets in code points, end exclusive. */
export interface ExportedAnnotation {
  id: string;
  articleId: string;
  /** Its title. */
  article: string;
  layer: LayerKind;
  on: AnnotationTarget;
  authorId: string;
  author: string;
  createdAt: number;
  updatedAt: number;
  /** null when orphaned, or not on a passage. */
  start: number | null;
  end: number | null;
  /** Parts of a discontinuous passage already joined. */
  quote: string;
  /** The passage's parts, one unless it is discontinuous; none where it isn't on a passage. */
  parts: readonly Part[];
  prefix: string;
  suffix: string;
  note: string;
  resolvedAt: number | null;
  /** Name of who resolved it. */
  resolvedBy: string | null;
  /** null when it is not on a passage. */
  anchor: "position" | "quote" | "orphaned" | null;
  url: string;
  tags: ExportedTag[];
  comments: ExportedComment[];
  /** The article's free attributes. */
  attributes: Readonly<Record<string, string>>;
}

/** A stretch of text. Without offsets: its words, which are no longer found. */
export interface Part {
  start: number | null;
  end: number | null;
  exact: string;
}

/** A tag on an annotation; `path`: names from the root, joined by " > ". */
export interface ExportedTag {
  id: string;
  name: string;
  path: string;
  taggedBy: string;
  taggedAt: number;
}

export interface ExportedComment {
  id: string;
  parentId: string | null;
  authorId: string;
  author: string;
  createdAt: number;
  editedAt: number | null;
  text: string;
}

const PASSAGE_COLUMNS = [
  "annotation_id",
  "article_id",
  "article",
  "layer",
  "author_id",
  "author",
  "created_at",
  "updated_at",
  "start",
  "end",
  "quote",
];

const ANNOTATION_COLUMNS = [
  ...PASSAGE_COLUMNS,
  "prefix",
  "suffix",
  "tags",
  "note",
  "comment_count",
  "comments",
  "resolved_at",
  "resolved_by",
  "anchor",
  "url",
];

const TAG_COLUMNS = [...PASSAGE_COLUMNS, "tag_id", "tag", "tag_path", "tagged_by", "tagged_at"];

const COMMENT_COLUMNS = [
  "comment_id",
  "annotation_id",
  "article_id",
  "article",
  "layer",
  "parent_id",
  "author_id",
  "author",
  "created_at",
  "edited_at",
  "comment",
  "quote",
  "url",
];

/** Names of the columns. `attributeNames` become `article.<name>` columns of the shape `annotation`. */
export function exportColumns(shape: RowShape, attributeNames: readonly string[]): string[] {
  if (shape === "tag") return TAG_COLUMNS;
  if (shape === "comment") return COMMENT_COLUMNS;
  return [...ANNOTATION_COLUMNS, ...attributeNames.map((name) => `article.${name}`)];
}

/** The records that an annotation gives in a shape: one, one a tag, or one a comment. Cells in the columns' order. */
export function exportRecords(
  shape: RowShape,
  annotation: ExportedAnnotation,
  attributeNames: readonly string[],
): string[][] {
  if (shape === "tag") return annotation.tags.map((tag) => tagCells(annotation, tag));
  if (shape === "comment") return annotation.comments.map((comment) => commentCells(annotation, comment));
  return [annotationCells(annotation, attributeNames)];
}

function passageCells(annotation: ExportedAnnotation): string[] {
  return [
    annotation.id,
    annotation.articleId,
    annotation.article,
    annotation.layer,
    annotation.authorId,
    annotation.author,
    timeCell(annotation.createdAt),
    timeCell(annotation.updatedAt),
    numberCell(annotation.start),
    numberCell(annotation.end),
    annotation.quote,
  ];
}

function annotationCells(annotation: ExportedAnnotation, attributeNames: readonly string[]): string[] {
  const cells = passageCells(annotation);
  cells.push(
    annotation.prefix,
    annotation.suffix,
    annotation.tags.map((tag) => tag.path).join("; "),
    annotation.note,
    numberCell(annotation.comments.length),
    annotation.comments.map((comment) => `${oneLine(comment.author)}: ${oneLine(comment.text)}`).join("\n"),
    timeCell(annotation.resolvedAt),
    annotation.resolvedBy ?? "",
    annotation.anchor ?? "",
    annotation.url,
  );
  for (const name of attributeNames) {
    // Names are people's own: "toString" must not find what every object has.
    cells.push(Object.hasOwn(annotation.attributes, name) ? (annotation.attributes[name] ?? "") : "");
  }
  return cells;
}

function tagCells(annotation: ExportedAnnotation, tag: ExportedTag): string[] {
  return [...passageCells(annotation), tag.id, tag.name, tag.path, tag.taggedBy, timeCell(tag.taggedAt)];
}

function commentCells(annotation: ExportedAnnotation, comment: ExportedComment): string[] {
  return [
    comment.id,
    annotation.id,
    annotation.articleId,
    annotation.article,
    annotation.layer,
    comment.parentId ?? "",
    comment.authorId,
    comment.author,
    timeCell(comment.createdAt),
    timeCell(comment.editedAt),
    comment.text,
    annotation.quote,
    annotation.url,
  ];
}
