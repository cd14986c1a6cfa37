import { layerDocumentName, textDocumentName } from "@postil/shared/document/text-document";
import type { Article, LayerInfo } from "@postil/shared/schema/article";
import type { Membership } from "../workspaces/access.ts";
import type { ArticleRow } from "./article.entity.ts";
import { rightsIn } from "./article-access.ts";
import type { LayerRow } from "./layer.entity.ts";

/** `layers`: those that the caller may read. */
export function toArticle(article: ArticleRow, layers: readonly LayerRow[], membership: Membership): Article {
  const { id, workspaceId, title, source, author, published, attributes, length } = article;
  return {
    ...{ id, workspaceId, title, source, author, published, attributes, length },
    createdAt: article.createdAt.toISOString(),
    updatedAt: article.updatedAt.toISOString(),
    textDocument: textDocumentName(id),
    layers: layers.map((layer) => toLayerInfo(layer, membership)),
  };
}

export function toLayerInfo(layer: LayerRow, membership: Membership): LayerInfo {
  const { canAnnotate, canComment } = rightsIn(layer, membership);
  return {
    id: layer.id,
    kind: layer.kind,
    document: layerDocumentName(layer.id),
    actor: layer.ownerActor ?? membership.actor,
    canAnnotate,
    canComment,
  };
}
