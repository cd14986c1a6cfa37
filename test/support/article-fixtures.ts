import { articleMarks, articleText, textDocumentName } from "@postil/shared/document/text-document";
import type { Article } from "@postil/shared/schema/article";
import type { TextMark } from "@postil/shared/schema/text-mark";
import type { DataSource } from "typeorm";
import * as Y from "yjs";
import type { HttpClient } from "./http-client.ts";

export async function addArticle(client: HttpClient, workspaceId: string, body: object = {}): Promise<Article> {
  const answer = await client.post<{ items: Article[] }>(`/api/workspaces/${workspaceId}/articles`, {
    title: "An article",
    text: "Some text.\n",
    ...body,
  });
  const [article] = answer.body.items ?? [];
  if (answer.status !== 201 || !article) throw new Error(`Adding an article answered ${answer.status}`);
  return article;
}

/** A multipart body with one field `files` for each file, as a browser sends it. */
export function formOf(
  files: [name: string, bytes: Uint8Array | string][],
  fields: Record<string, string> = {},
): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  for (const [name, bytes] of files) {
    form.append("files", new Blob([typeof bytes === "string" ? bytes : new Uint8Array(bytes)]), name);
  }
  return form;
}

/** The text document as its log holds it. */
export async function storedText(
  dataSource: DataSource,
  articleId: string,
): Promise<{ text: string; marks: TextMark[]; doc: Y.Doc }> {
  const rows: { bytes: Buffer }[] = await dataSource.query(
    "select bytes from document_update where document_id = $1 order by seq",
    [textDocumentName(articleId)],
  );
  const doc = new Y.Doc();
  for (const { bytes } of rows) Y.applyUpdate(doc, bytes);
  return { text: articleText(doc).toString(), marks: [...articleMarks(doc).values()], doc };
}

/** How many rows each table has that an article fills. */
export async function articleRowCounts(dataSource: DataSource): Promise<Record<string, number>> {
  const tables = [
    "article",
    "layer",
    "document",
    "document_update",
    "document_client",
    "annotation",
    "annotation_tag",
    "comment",
  ];
  const counts: Record<string, number> = {};
  for (const table of tables) {
    const [row]: { count: number }[] = await dataSource.query(`select count(*)::int as count from ${table}`);
    counts[table] = row?.count ?? 0;
  }
  return counts;
}

/** Rows as the sync server derives them from a layer document. */
export async function deriveAnnotation(
  dataSource: DataSource,
  on: { layerId: string; author: string },
  row: { id: string; tags?: string[]; comments?: string[]; deletedComments?: string[]; deleted?: boolean; at?: string },
): Promise<void> {
  const at = row.at ?? "2026-01-02T03:04:05.678Z";
  const deletedAt = row.deleted ? at : null;
  const place = "(select workspace_id from layer where id = $1), (select article_id from layer where id = $1)";
  await dataSource.query(
    `insert into annotation (layer_id, workspace_id, article_id, annotation_id, author_id, target, created_at,
       updated_at, deleted_at) values ($1, ${place}, $2, $3, 'passage', $4, $4, $5)`,
    [on.layerId, row.id, on.author, at, deletedAt],
  );
  for (const tag of row.tags ?? []) {
    await dataSource.query("insert into annotation_tag values ($1, $2, $3, $4, $5)", [
      on.layerId,
      row.id,
      tag,
      on.author,
      at,
    ]);
  }
  const all = [...(row.comments ?? []).map((id) => [id, null]), ...(row.deletedComments ?? []).map((id) => [id, at])];
  for (const [id, removed] of all) {
    await dataSource.query(
      `insert into comment (layer_id, workspace_id, article_id, comment_id, annotation_id, author_id, created_at, text,
         deleted_at) values ($1, ${place}, $2, $3, $4, $5, 'A comment', $6)`,
      [on.layerId, id, row.id, on.author, at, removed],
    );
  }
}
