import { Injectable } from "@nestjs/common";
import { PUBLISHED_BY } from "@postil/shared/document/layer-document";
import { layerDocumentName } from "@postil/shared/document/text-document";
import { can } from "@postil/shared/policy/permissions";
import type { EraseAnswer } from "@postil/shared/schema/erasure";
import { DataSource } from "typeorm";
import { ArticleAccess, type DocumentAccess } from "../../articles/article-access.ts";
import { conflict, forbidden, invalid, notFound } from "../../platform/errors.ts";
import { asUnreadable } from "../quarantine.ts";
import { NotWritten, UnstoredError } from "../room/held-document.ts";
import { unavailable } from "../unavailable.ts";
import type { Beside } from "../update-log.ts";
import type { PurgePlan } from "./plan-purge.ts";
import { PurgeService } from "./purge.service.ts";
import type { PurgeChoice } from "./purge-layer.ts";

/** Erases at once and for good what an owner, or whose private layer it is, has deleted. */
@Injectable()
export class ErasureService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly access: ArticleAccess,
    private readonly purges: PurgeService,
  ) {}

  /**
   * All of it or nothing. What was erased before is passed over. 404 for who may not read the layer, 403 for who may not
   * erase there, 422 for ids that aren't there, 409 for what is not deleted (in a layer whose annotations nobody can
   * delete any more they need not be).
   */
  async erase(userId: string, layerId: string, ids: readonly string[]): Promise<EraseAnswer> {
    const name = layerDocumentName(layerId);
    const first = await this.allowed(userId, name);
    const plan = await this.purge(name, {
      targets: async () => ({ ids, live: !(await this.allowed(userId, name)).rights.canAnnotate }),
      beside: (planned) => {
        requireAll(planned, ids);
        return first.layerKind === "private" ? [] : [record(first, planned)];
      },
    });
    if (plan === null) throw noLayer();
    // Only now is it certain that all of them are deleted. What fails here goes with the next attempt, or after 30 days.
    if (first.layerKind === "team") await this.erasePublished(first.articleId, ids);
    return { annotations: plan.annotations.length, comments: plan.comments.length + plan.emptied.length };
  }

  /** @throws what a person can be told: 503 where it could not be stored. */
  private purge(name: string, choice: PurgeChoice): Promise<PurgePlan | null> {
    return this.purges
      .purge(name, choice)
      .catch(asUnreadable)
      .catch((error) => {
        throw error instanceof NotWritten || error instanceof UnstoredError ? unavailable() : error;
      });
  }

  private async allowed(userId: string, name: string): Promise<DocumentAccess> {
    const access = await this.access.document(userId, name);
    if (!access) throw noLayer();
    const { rights, membership, layerKind } = access;
    const owns = layerKind === "private" && rights.canAnnotate;
    if (owns || (rights.canModerate && can(membership.role, "erase"))) return access;
    throw forbidden("Only owners of the workspace can erase this for good.");
  }

  /** What was published to the team is kept, hidden, in its author's private layer, with the same words. */
  private async erasePublished(articleId: string, ids: readonly string[]): Promise<void> {
    const layers: { id: string; annotations: string[] }[] = await this.dataSource.query(
      `select l.id, array_agg(a.annotation_id) as annotations
         from layer l join annotation a on a.layer_id = l.id
        where l.article_id = $1 and l.kind = 'private' and a.annotation_id = any($2) and a.deleted_by = $3
        group by l.id`,
      [articleId, ids, PUBLISHED_BY],
    );
    for (const { id, annotations } of layers) {
      await this.purge(layerDocumentName(id), { targets: async () => ({ ids: annotations, live: false }) });
    }
  }
}

function requireAll({ unknown, kept }: PurgePlan, ids: readonly string[]): void {
  if (unknown.length > 0) {
    throw invalid(
      unknown.map((id) => ({ path: `ids.${ids.indexOf(id)}`, message: "is neither an annotation nor a comment here" })),
    );
  }
  if (kept.length > 0) {
    throw conflict("not_deleted", "Only what is deleted can be erased for good: delete it first. Nothing was erased.");
  }
}

/** The history of entries holds nothing of it any more: that it was there, and who erased it, stands here. */
function record({ membership, articleId, layerId, layerKind }: DocumentAccess, plan: PurgePlan): Beside {
  const { workspaceId, userId, actor } = membership;
  const details = {
    article: articleId,
    layer: layerKind,
    layerId,
    annotations: plan.annotations.length,
    comments: plan.comments.length + plan.emptied.length,
  };
  return {
    text: "insert into audit_event (workspace_id, user_id, actor_id, kind, details) values ($1, $2, $3, $4, $5)",
    values: [workspaceId, userId, actor, "annotations-erased", JSON.stringify(details)],
  };
}

function noLayer() {
  return notFound("There is no such layer, or you have no access to it.");
}
