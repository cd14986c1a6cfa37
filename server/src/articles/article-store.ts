import { newId } from "@postil/shared/schema/ids";
import type { EntityManager } from "typeorm";
import type { Membership } from "../workspaces/access.ts";
import { ArticleEntity, type ArticleRow } from "./article.entity.ts";
import { createLayerDocument, createTextDocument, type TextSeed, textSeed } from "./article-documents.ts";
import type { Draft } from "./intake/drafts.ts";
import { LayerEntity, type LayerRow } from "./layer.entity.ts";

/** An article whose document is made already, so that a transaction has nothing left to do but store it. */
export interface PreparedArticle extends Omit<Draft, "text" | "marks"> {
  /** Of the text, in UTF-16 units. */
  length: number;
  seed: TextSeed;
}

export function prepareArticle({ text, marks, ...described }: Draft): PreparedArticle {
  return { ...described, length: text.length, seed: textSeed(text, marks) };
}

/** Stores an article, its text document, its team layer and that layer's document, within `manager`'s transaction. */
export async function storeArticle(
  manager: EntityManager,
  membership: Pick<Membership, "workspaceId" | "actor">,
  { seed, ...described }: PreparedArticle,
): Promise<{ article: ArticleRow; layer: LayerRow }> {
  const { workspaceId, actor } = membership;
  const id = newId();
  await manager.insert(ArticleEntity, {
    ...described,
    id,
    workspaceId,
    createdBy: actor,
    // Not the transaction's time, which is one for all files of an import: they keep their order.
    createdAt: () => "clock_timestamp()",
    updatedAt: () => "clock_timestamp()",
  });
  await createTextDocument(manager, { workspaceId, articleId: id, seed });
  const layer = { id: newId(), articleId: id, workspaceId, kind: "team" as const };
  await manager.insert(LayerEntity, layer);
  await createLayerDocument(manager, { workspaceId, articleId: id, layerId: layer.id });
  return {
    article: await manager.findOneByOrFail(ArticleEntity, { id }),
    layer: await manager.findOneByOrFail(LayerEntity, { id: layer.id }),
  };
}

/** The person's private layer on an article, made when there is none; two calls at once get the same one. */
export async function ensurePrivateLayer(
  manager: EntityManager,
  { workspaceId, actor }: Pick<Membership, "workspaceId" | "actor">,
  articleId: string,
): Promise<LayerRow> {
  const made: { id: string }[] = await manager.query(
    `insert into layer (id, article_id, workspace_id, kind, owner_actor) values ($1, $2, $3, 'private', $4)
       on conflict (article_id, owner_actor) where kind = 'private' do nothing returning id`,
    [newId(), articleId, workspaceId, actor],
  );
  if (made[0]) await createLayerDocument(manager, { workspaceId, articleId, layerId: made[0].id });
  return manager.findOneByOrFail(LayerEntity, { articleId, kind: "private", ownerActor: actor });
}
