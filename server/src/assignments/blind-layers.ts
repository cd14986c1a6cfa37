import { Injectable } from "@nestjs/common";
import type { LayerInfo } from "@postil/shared/schema/article";
import { newId } from "@postil/shared/schema/ids";
import { DataSource, EntityManager } from "typeorm";
import { AuditLog } from "../accounts/audit.ts";
import { ArticleAccess } from "../articles/article-access.ts";
import { toLayerInfo } from "../articles/article-answers.ts";
import { createLayerDocument } from "../articles/article-documents.ts";
import { AssignmentLayers } from "../articles/assignment-layers.ts";
import { conflict, forbidden, notFound } from "../platform/errors.ts";
import { AssignmentAccess } from "./assignment-access.ts";
import { hasOpened } from "./assignment-answers.ts";
import { AssignmentNews } from "./assignment-news.ts";
import type { AssignmentRow } from "./assignment-rows.ts";

interface Place {
  workspaceId: string;
  articleId: string;
  assignmentId: string;
}

/** Makes the layers of assignments when they are first used: one a person and article, one agreed one an article. */
@Injectable()
export class BlindLayers extends AssignmentLayers {
  constructor(
    private readonly dataSource: DataSource,
    private readonly assignments: AssignmentAccess,
    private readonly articles: ArticleAccess,
    private readonly news: AssignmentNews,
    private readonly audit: AuditLog,
  ) {
    super();
  }

  async blind(userId: string, articleId: string, assignmentId: string): Promise<LayerInfo> {
    const { assignment } = await this.assignments.view(userId, assignmentId);
    const { me, workspaceId } = assignment;
    if (!me || me.removed) throw notFound("You don't take part in this assignment.");
    if (assignment.kind !== "blind")
      throw conflict("not_blind", "In this assignment people write together, in the team layer.");
    const layer = await this.dataSource.transaction(async (manager) => {
      const place = { workspaceId, articleId, assignmentId };
      await this.requireArticle(manager, place);
      // With the layer that there is, one may do what one may; a new one is for those who can begin.
      const found = await find(manager, place, "blind", me.coder);
      if (found === null) requireRunning(assignment);
      return found ?? this.make(manager, place, "blind", me.coder);
    });
    return this.answer(userId, articleId, layer);
  }

  async consensus(userId: string, articleId: string, assignmentId: string): Promise<LayerInfo> {
    const { assignment, membership, instructs } = await this.assignments.view(userId, assignmentId);
    const { workspaceId, revealedAt } = assignment;
    if (revealedAt === null) {
      throw conflict("not_revealed", "Before the reveal there is nothing to agree on: reveal the assignment first.");
    }
    const made = await this.dataSource.transaction(async (manager) => {
      const place = { workspaceId, articleId, assignmentId };
      await this.requireArticle(manager, place);
      const found = await find(manager, place, "consensus", null);
      if (found !== null) return { layer: found, isNew: false };
      if (!instructs && !(assignment.me?.adjudicates && !assignment.me.removed)) {
        throw forbidden("An instructor, or somebody named to settle it, opens the agreed layer first.");
      }
      if (assignment.deletedAt !== null) throw conflict("assignment_deleted", "This assignment was deleted.");
      const layer = await this.make(manager, place, "consensus", null);
      await manager.query("update assignment set consensus_at = coalesce(consensus_at, now()) where id = $1", [
        assignmentId,
      ]);
      const who = { workspaceId, userId, actorId: membership.actor };
      await this.audit.record(
        { ...who, kind: "consensus-opened", details: { assignment: assignmentId, article: articleId } },
        manager,
      );
      return { layer, isNew: true };
    });
    if (made.isNew) this.news.changed(workspaceId, assignmentId);
    return this.answer(userId, articleId, made.layer);
  }

  private async make(
    manager: EntityManager,
    place: Place,
    kind: "blind" | "consensus",
    owner: string | null,
  ): Promise<string> {
    const { workspaceId, articleId, assignmentId } = place;
    const made: { id: string }[] = await manager.query(
      `insert into layer (id, article_id, workspace_id, kind, owner_actor, assignment_id)
         values ($1, $2, $3, $4, $5, $6) on conflict do nothing returning id`,
      [newId(), articleId, workspaceId, kind, owner, assignmentId],
    );
    const layerId = made[0]?.id ?? (await find(manager, place, kind, owner));
    if (layerId === null) throw new Error("a layer that was there is gone");
    if (made[0]) await createLayerDocument(manager, { workspaceId, articleId, layerId });
    return layerId;
  }

  /** Holds off the article's deletion until the layer stands. */
  private async requireArticle(manager: EntityManager, { articleId, assignmentId }: Place): Promise<void> {
    const rows: unknown[] = await manager.query(
      `select 1 from article a join assignment_article aa on aa.article_id = a.id
        where a.id = $1 and aa.assignment_id = $2 for key share of a`,
      [articleId, assignmentId],
    );
    if (rows.length === 0) throw notFound("This assignment has no such article.");
  }

  private async answer(userId: string, articleId: string, layerId: string): Promise<LayerInfo> {
    const { membership } = await this.articles.require(userId, articleId, "read");
    const layers = await this.articles.readableLayers(membership, articleId);
    const layer = layers.find(({ id }) => id === layerId);
    if (!layer) throw notFound("There is no such layer, or you have no access to it.");
    return toLayerInfo(layer);
  }
}

function requireRunning(assignment: AssignmentRow): void {
  if (assignment.deletedAt !== null) throw conflict("assignment_deleted", "This assignment was deleted.");
  if (!hasOpened(assignment)) throw conflict("not_open", "This assignment has not opened yet.");
  if (assignment.revealedAt !== null)
    throw conflict("assignment_revealed", "It has been revealed: nobody begins any more.");
  if (assignment.me?.submittedAt != null) throw conflict("submitted", "You have submitted it. Take it back to go on.");
}

async function find(
  manager: EntityManager,
  { articleId, assignmentId }: Place,
  kind: "blind" | "consensus",
  owner: string | null,
): Promise<string | null> {
  const rows: { id: string }[] = await manager.query(
    `select id from layer where assignment_id = $1 and article_id = $2 and kind = $3
        and owner_actor is not distinct from $4::text`,
    [assignmentId, articleId, kind, owner],
  );
  return rows[0]?.id ?? null;
}
