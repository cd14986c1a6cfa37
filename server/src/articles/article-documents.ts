import { encodePosition } from "@postil/shared/anchor/relative-position";
import {
  articleMarks,
  articleText,
  layerDocumentName,
  type MarkRange,
  textDocumentName,
} from "@postil/shared/document/text-document";
import { newId } from "@postil/shared/schema/ids";
import type { EntityManager } from "typeorm";
import * as Y from "yjs";

/** Whom the log names for what the server itself writes. */
export const SYSTEM_ACTOR = "system";

/** What a text document begins with. `clientId`: the Yjs client that wrote the bytes. */
export interface TextSeed {
  bytes: Uint8Array;
  clientId: number;
}

/**
 * Made once and stored: seeding a document again elsewhere would double its text. `marks` by UTF-16 offsets, end
 * exclusive.
 */
export function textSeed(text: string, marks: readonly MarkRange[]): TextSeed {
  const doc = new Y.Doc();
  const content = articleText(doc);
  doc.transact(() => {
    content.insert(0, text);
    const entries = articleMarks(doc);
    for (const { kind, from, to, href } of marks) {
      const start = encodePosition(content, from, 0);
      const end = encodePosition(content, to, -1);
      entries.set(newId(), href === undefined ? { kind, start, end } : { kind, start, end, href });
    }
  });
  const seed = { bytes: Y.encodeStateAsUpdate(doc), clientId: doc.clientID };
  doc.destroy();
  return seed;
}

/** The document `text/<articleId>` with its seed as the log's first row. */
export async function createTextDocument(
  manager: EntityManager,
  article: { workspaceId: string; articleId: string; seed: TextSeed },
): Promise<void> {
  const name = textDocumentName(article.articleId);
  const { bytes, clientId } = article.seed;
  await manager.query(
    `insert into document (id, kind, workspace_id, article_id, head_seq) values ($1, 'text', $2, $3, 1)`,
    [name, article.workspaceId, article.articleId],
  );
  await manager.query("insert into document_update (document_id, seq, actor_id, bytes) values ($1, 1, $2, $3)", [
    name,
    SYSTEM_ACTOR,
    Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
  ]);
  // Nobody else may ever write as the client that the whole text belongs to.
  await manager.query("insert into document_client (document_id, client_id, actor_id) values ($1, $2, $3)", [
    name,
    clientId,
    SYSTEM_ACTOR,
  ]);
}

/** The document `layer/<layerId>`, empty. */
export async function createLayerDocument(
  manager: EntityManager,
  layer: { workspaceId: string; articleId: string; layerId: string },
): Promise<void> {
  await manager.query("insert into document (id, kind, workspace_id, article_id) values ($1, 'layer', $2, $3)", [
    layerDocumentName(layer.layerId),
    layer.workspaceId,
    layer.articleId,
  ]);
}
