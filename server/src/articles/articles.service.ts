import { Injectable } from "@nestjs/common";
import type {
  Article,
  ArticleListItem,
  ArticleListQuery,
  CreateLayerBody,
  LayerInfo,
  ReadingBody,
  UpdateArticleBody,
} from "@postil/shared/schema/article";
import type { Page } from "@postil/shared/schema/text-fields";
import { DataSource, EntityManager } from "typeorm";
import { AuditLog } from "../accounts/audit.ts";
import { conflict } from "../platform/errors.ts";
import { Events } from "../platform/events.ts";
import { AccessService } from "../workspaces/access.ts";
import { ArticleEntity } from "./article.entity.ts";
import { ArticleAccess, noArticle, ownOrTeam } from "./article-access.ts";
import { toArticle, toLayerInfo } from "./article-answers.ts";
import { ArticleLister } from "./article-list.ts";
import { ensurePrivateLayer } from "./article-store.ts";
import { AssignmentLayers } from "./assignment-layers.ts";
import { ReadingPlaces } from "./reading-places.ts";

/** Articles as their pages show and change them. */
@Injectable()
export class ArticlesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly access: AccessService,
    private readonly articles: ArticleAccess,
    private readonly lister: ArticleLister,
    private readonly audit: AuditLog,
    private readonly events: Events,
    private readonly assignmentLayers: AssignmentLayers,
    private readonly reading: ReadingPlaces,
  ) {}

  async list(userId: string, workspaceId: string, query: ArticleListQuery): Promise<Page<ArticleListItem>> {
    return this.lister.page(await this.access.require(userId, workspaceId, "read"), query);
  }

  async one(userId: string, articleId: string): Promise<Article> {
    const { article, membership } = await this.articles.require(userId, articleId, "read");
    const reading = await this.reading.of(membership, articleId);
    return toArticle(article, await this.articles.readableLayers(membership, articleId), reading);
  }

  async update(userId: string, articleId: string, changes: UpdateArticleBody): Promise<Article> {
    const { article, membership } = await this.articles.require(userId, articleId, "edit-articles");
    const given = Object.entries(changes).filter(([, value]) => value !== undefined);
    if (given.length > 0) {
      const { workspaceId } = article;
      await this.dataSource.transaction(async (manager) => {
        const changed = { ...Object.fromEntries(given), updatedAt: () => "now()" };
        await manager.update(ArticleEntity, { id: articleId }, changed);
        const who = { workspaceId, userId, actorId: membership.actor };
        const details = { articleId, fields: given.map(([name]) => name).join(", ") };
        await this.audit.record({ ...who, kind: "article-changed", details }, manager);
      });
      this.events.emit("changed", { workspaceId, topic: "articles", articleId });
    }
    return this.one(userId, articleId);
  }

  /**
   * For good: text, layers, annotations and history go with it. The page asks first. 409 while an assignment that was
   * published and not deleted asks for it: blind work would go unseen.
   */
  async delete(userId: string, articleId: string): Promise<void> {
    const { article, membership } = await this.articles.require(userId, articleId, "edit-articles");
    const { workspaceId, title } = article;
    const documents = await this.dataSource.transaction(async (manager) => {
      await requireUnused(manager, articleId);
      const rows: { id: string }[] = await manager.query("select id from document where article_id = $1 order by id", [
        articleId,
      ]);
      const { affected } = await manager.delete(ArticleEntity, { id: articleId });
      if (!affected) throw noArticle();
      const who = { workspaceId, userId, actorId: membership.actor };
      await this.audit.record({ ...who, kind: "article-deleted", details: { articleId, title } }, manager);
      return rows.map((row) => row.id);
    });
    this.events.emit("articleDeleted", { workspaceId, articleId, title, documents, by: membership.name });
    this.events.emit("changed", { workspaceId, topic: "articles", articleId });
  }

  /** Keeps where the caller reads. */
  async keepPlace(userId: string, articleId: string, body: ReadingBody): Promise<void> {
    const { article, membership } = await this.articles.require(userId, articleId, "read");
    await this.reading.keep(membership, article, body);
  }

  /** A layer for the caller, made when there is none. */
  layer(userId: string, articleId: string, body: CreateLayerBody): Promise<LayerInfo> {
    if (body.kind === "private") return this.privateLayer(userId, articleId);
    return this.assignmentLayers[body.kind](userId, articleId, body.assignment);
  }

  /** The caller's own layer, for anybody who may read the article; nobody else hears of it. */
  private async privateLayer(userId: string, articleId: string): Promise<LayerInfo> {
    const { membership } = await this.articles.require(userId, articleId, "read");
    const layer = await this.dataSource.transaction(async (manager) => {
      // Holds off a deletion until the layer stands, or answers that there is no article any more.
      const rows = await manager.query("select 1 from article where id = $1 for key share", [articleId]);
      if (rows.length === 0) throw noArticle();
      return ensurePrivateLayer(manager, membership, articleId);
    });
    return toLayerInfo(ownOrTeam(layer, membership));
  }
}

/** From now on no assignment can take it in, until the transaction ends. */
async function requireUnused(manager: EntityManager, articleId: string): Promise<void> {
  await manager.query("select 1 from article where id = $1 for update", [articleId]);
  const [used]: { title: string }[] = await manager.query(
    `select s.title from assignment_article aa join assignment s on s.id = aa.assignment_id
      where aa.article_id = $1 and s.state = 'published' and s.deleted_at is null order by s.created_at limit 1`,
    [articleId],
  );
  if (!used) return;
  throw conflict(
    "article_in_use",
    `The assignment “${used.title}” asks for this article. Take it out of there, or delete the assignment, first.`,
  );
}
