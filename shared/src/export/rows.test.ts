import { describe, expect, it } from "vitest";
import { type ExportedAnnotation, exportColumns, exportRecords, type RowShape } from "./rows.ts";

const AT = Date.UTC(2025, 3, 30, 12);
const annotation: ExportedAnnotation = {
  id: "annotation-000001",
  articleId: "article-000000001",
  article: "How it was told",
  layer: "team",
  on: "passage",
  authorId: "actor-00000000001",
  author: "Ada",
  createdAt: AT,
  updatedAt: AT + 1_000,
  start: 3,
  end: 9,
  quote: "one […] two",
  parts: [
    { start: 3, end: 5, exact: "one" },
    { start: 7, end: 9, exact: "two" },
  ],
  prefix: "before ",
  suffix: " after",
  note: "first line\nsecond line",
  resolvedAt: AT + 2_000,
  resolvedBy: "Ben",
  anchor: "position",
  url: "https://postil.example/a/article-000000001?layer=layer-00000000001&annotation=annotation-000001",
  tags: [
    { id: "tag-0000000000001", name: "Threat", path: "Framing > Threat", taggedBy: "Ada", taggedAt: AT },
    { id: "tag-0000000000002", name: "Voice", path: "Voice", taggedBy: "Ben", taggedAt: AT + 5 },
  ],
  comments: [
    {
      id: "comment-000000001",
      parentId: null,
      authorId: "actor-00000000002",
      author: "Ben",
      createdAt: AT,
      editedAt: null,
      text: "is it?\nreally",
    },
    {
      id: "comment-000000002",
      parentId: "comment-000000001",
      authorId: "actor-00000000001",
      author: "Ada",
      createdAt: AT + 1,
      editedAt: AT + 2,
      text: "yes",
    },
  ],
  attributes: { outlet: "Reuters" },
};

function records(shape: RowShape, names: string[] = []): Record<string, string>[] {
  const columns = exportColumns(shape, names);
  return exportRecords(shape, annotation, names).map((cells) => {
    expect(cells).toHaveLength(columns.length);
    return Object.fromEntries(columns.map((column, index) => [column, cells[index] as string]));
  });
}

describe("rows of an export", () => {
  it("has the documented columns, in their order", () => {
    expect(exportColumns("annotation", ["case", "outlet"]).join(", ")).toBe(
      "annotation_id, article_id, article, layer, author_id, author, created_at, updated_at, start, end, quote, " +
        "prefix, suffix, tags, note, comment_count, comments, resolved_at, resolved_by, anchor, url, " +
        "article.case, article.outlet",
    );
    expect(exportColumns("tag", ["case"]).join(", ")).toBe(
      "annotation_id, article_id, article, layer, author_id, author, created_at, updated_at, start, end, quote, " +
        "tag_id, tag, tag_path, tagged_by, tagged_at",
    );
    expect(exportColumns("comment", ["case"]).join(", ")).toBe(
      "comment_id, annotation_id, article_id, article, layer, parent_id, author_id, author, created_at, edited_at, " +
        "comment, quote, url",
    );
  });

  it("gives one record an annotation, tags by their paths and comments one a line", () => {
    expect(records("annotation", ["case", "outlet", "toString"])).toEqual([
      {
        annotation_id: "annotation-000001",
        article_id: "article-000000001",
        article: "How it was told",
        layer: "team",
        author_id: "actor-00000000001",
        author: "Ada",
        created_at: "2025-04-30T12:00:00.000Z",
        updated_at: "2025-04-30T12:00:01.000Z",
        start: "3",
        end: "9",
        quote: "one […] two",
        prefix: "before ",
        suffix: " after",
        tags: "Framing > Threat; Voice",
        note: "first line\nsecond line",
        comment_count: "2",
        comments: "Ben: is it? really\nAda: yes",
        resolved_at: "2025-04-30T12:00:02.000Z",
        resolved_by: "Ben",
        anchor: "position",
        url: annotation.url,
        "article.case": "",
        "article.outlet": "Reuters",
        "article.toString": "",
      },
    ]);
  });

  it("gives one record a tag", () => {
    const rows = records("tag");
    expect(rows.map((row) => [row.tag_id, row.tag, row.tag_path, row.tagged_by, row.tagged_at])).toEqual([
      ["tag-0000000000001", "Threat", "Framing > Threat", "Ada", "2025-04-30T12:00:00.000Z"],
      ["tag-0000000000002", "Voice", "Voice", "Ben", "2025-04-30T12:00:00.005Z"],
    ]);
    expect(rows[1]?.quote).toBe("one […] two");
  });

  it("gives one record a comment, its text untouched", () => {
    const rows = records("comment");
    expect(rows.map((row) => [row.comment_id, row.parent_id, row.author, row.edited_at, row.comment])).toEqual([
      ["comment-000000001", "", "Ben", "", "is it?\nreally"],
      ["comment-000000002", "comment-000000001", "Ada", "2025-04-30T12:00:00.002Z", "yes"],
    ]);
  });

  it("leaves empty what an annotation on a whole article doesn't have", () => {
    const whole: ExportedAnnotation = {
      ...annotation,
      start: null,
      end: null,
      quote: "",
      prefix: "",
      suffix: "",
      anchor: null,
      resolvedAt: null,
      resolvedBy: null,
      tags: [],
      comments: [],
    };
    const columns = exportColumns("annotation", []);
    const [cells = []] = exportRecords("annotation", whole, []);
    for (const name of ["start", "end", "quote", "anchor", "resolved_at", "resolved_by", "tags", "comments"]) {
      expect(cells[columns.indexOf(name)]).toBe("");
    }
    expect(cells[columns.indexOf("comment_count")]).toBe("0");
    expect(exportRecords("tag", whole, [])).toEqual([]);
    expect(exportRecords("comment", whole, [])).toEqual([]);
  });
});
