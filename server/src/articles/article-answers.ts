import { layerDocumentName, textDocumentName } from "@postil/shared/document/text-document";
import type { Article, LayerInfo, Reading } from "@postil/shared/schema/article";
import type { ArticleRow } from "./article.entity.ts";
import type { ReadableLayer } from "./article-access.ts";

/** `layers`: those that the caller may read. `reading`: the caller's. */
export function toArticle(
  article: ArticleRow,
  layers: readonly ReadableLayer[],
  reading: Reading | null = null,
): Article {
  const { id, workspaceId, title, source, author, published, attributes, length } = article;
  return {
    ...{ id, workspaceId, title, source, author, published, attributes, length },
    createdAt: article.createdAt.toISOString(),
    updatedAt: article.updatedAt.toISOString(),
    reading,
    textDocument: textDocumentName(id),
    layers: layers.map(toLayerInfo),
  };
}

export function toLayerInfo({ rights, ...layer }: ReadableLayer): LayerInfo {
  return {
    id: layer.id,
    kind: layer.kind,
    document: layerDocumentName(layer.id),
    actor: layer.actor,
    canAnnotate: rights.canAnnotate,
    canComment: rights.canComment,
    assignment: layer.assignmentId,
    owner: layer.ownerActor,
  };
}
