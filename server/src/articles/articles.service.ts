import { Injectable } from "@nestjs/common";
import type {
  Article,
  ArticleListItem,
  ArticleListQuery,
  LayerInfo,
  UpdateArticleBody,
} from "@postil/shared/schema/article";
import type { Page } from "@postil/shared/schema/text-fields";
import { DataSource } from "typeorm";
import { AuditLog } from "../accounts/audit.ts";
import { Events } from "../platform/events.ts";
import { AccessService } from "../workspaces/access.ts";
import { ArticleEntity } from "./article.entity.ts";
import { ArticleAccess, noArticle, ownOrTeam } from "./article-access.ts";
import { toArticle, toLayerInfo } from "./article-answers.ts";
import { ArticleLister } from "./article-list.ts";
import { ensurePrivateLayer } from "./article-store.ts";

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
  ) {}

  async list(userId: string, workspaceId: string, query: ArticleListQuery): Promise<Page<ArticleListItem>> {
    return this.lister.page(await this.access.require(userId, workspaceId, "read"), query);
  }

  async one(userId: string, articleId: string): Promise<Article> {
    const { article, membership } = await this.articles.require(userId, articleId, "read");
    return toArticle(article, await this.articles.readableLayers(membership, articleId));
  }

  async update(userId: string, articleId: string, changes: UpdateArticleBody): Promise<Article> {
    const { article } = await this.articles.require(userId, articleId, "edit-articles");
    const given = Object.entries(changes).filter(([, value]) => value !== undefined);
    if (given.length > 0) {
      await this.dataSource.manager.update(
        ArticleEntity,
        { id: articleId },
        { ...Object.fromEntries(given), updatedAt: () => "now()" },
      );
      this.events.emit("changed", { workspaceId: article.workspaceId, topic: "articles", articleId });
    }
    return this.one(userId, articleId);
  }

  /** For good: text, layers, annotations and history go with it. The page asks first. */
  async delete(userId: string, articleId: string): Promise<void> {
    const { article, membership } = await this.articles.require(userId, articleId, "edit-articles");
    const { workspaceId, title } = article;
    const documents = await this.dataSource.transaction(async (manager) => {
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

  /** The caller's own layer, for anybody who may read the article; nobody else hears of it. */
  async privateLayer(userId: string, articleId: string): Promise<LayerInfo> {
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
