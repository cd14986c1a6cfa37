import { Injectable } from "@nestjs/common";
import { layerDocumentName } from "@postil/shared/document/text-document";
import type { PublishAnswer } from "@postil/shared/schema/publishing";
import { DataSource } from "typeorm";
import { ArticleAccess, type DocumentAccess } from "../../articles/article-access.ts";
import { conflict, forbidden, notFound } from "../../platform/errors.ts";
import { RoomService } from "../room.service.ts";
import type { Beside } from "../update-log.ts";
import { planPublishing } from "./plan-publishing.ts";

/** Moves private annotations to their article's team layer: both are written, or neither. */
@Injectable()
export class PublishingService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly access: ArticleAccess,
    private readonly rooms: RoomService,
  ) {}

  /**
   * Each keeps its id, time and author. Those that were published before are answered like the others and stay as they
   * are. 404 for who may not read the layer, 403 for who may not annotate for the team, 409 for a layer that is not
   * private and for annotations that can't be published, 422 for those that aren't there. All or nothing.
   */
  async publish(userId: string, layerId: string, ids: readonly string[]): Promise<PublishAnswer> {
    const own = await this.access.document(userId, layerDocumentName(layerId));
    if (!own) throw noLayer();
    if (own.layerKind !== "private") {
      throw conflict("not_private", "Only annotations of your private layer can be published.");
    }
    const team = await this.teamLayer(userId, own.articleId);
    requireMayAnnotate(team.rights.canAnnotate);
    const { workspaceId } = own.membership;
    const facts = { actor: own.actor, now: Date.now(), ...(await this.facts(workspaceId)) };
    await this.rooms.writeTogether([own, team], ([from, to], [mine, theirs]) => {
      if (!from || !to || !mine || mine.actor !== own.actor) throw noLayer();
      requireMayAnnotate(theirs?.canAnnotate === true);
      const { hide, show, published } = planPublishing(from, to, ids, facts);
      if (published.length === 0) return null;
      return { writes: [hide, show], actor: own.actor, beside: [this.record(own, published.length)] };
    });
    return { items: ids.map((id) => ({ id, layer: team.layerId as string })) };
  }

  private async teamLayer(userId: string, articleId: string): Promise<DocumentAccess> {
    const [layer]: { id: string }[] = await this.dataSource.query(
      "select id from layer where article_id = $1 and kind = 'team'",
      [articleId],
    );
    const team = layer && (await this.access.document(userId, layerDocumentName(layer.id)));
    if (!team) throw noLayer();
    return team;
  }

  private async facts(workspaceId: string): Promise<{ members: Set<string>; ownTags: Set<string> }> {
    const members: { id: string }[] = await this.dataSource.query(
      "select actor_id as id from member where workspace_id = $1",
      [workspaceId],
    );
    const tags: { id: string }[] = await this.dataSource.query(
      "select id from tag where workspace_id = $1 and state = 'own'",
      [workspaceId],
    );
    return { members: new Set(members.map(({ id }) => id)), ownTags: new Set(tags.map(({ id }) => id)) };
  }

  /** The documents say that the server wrote; whom it acted for stands here. */
  private record({ membership, articleId }: DocumentAccess, count: number): Beside {
    const { workspaceId, userId, actor } = membership;
    return {
      text: "insert into audit_event (workspace_id, user_id, actor_id, kind, details) values ($1, $2, $3, $4, $5)",
      values: [workspaceId, userId, actor, "annotations-published", JSON.stringify({ article: articleId, count })],
    };
  }
}

function requireMayAnnotate(may: boolean): void {
  if (may) return;
  throw forbidden("Your role doesn't let you annotate for the team: an instructor can change that.");
}

function noLayer() {
  return notFound("There is no such layer, or you have no access to it.");
}
