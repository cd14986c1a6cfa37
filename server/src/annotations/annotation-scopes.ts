import { Injectable } from "@nestjs/common";
import type { AnnotationFilter } from "@postil/shared/schema/annotation-query";
import { DataSource } from "typeorm";
import { ArticleAccess } from "../articles/article-access.ts";
import type { Membership } from "../workspaces/access.ts";
import { type AnnotationScope, narrowScope, type ScopeArticle } from "./annotation-scope.ts";
import { type TagNode, TagTree } from "./tag-tree.ts";

/** Finds where a member's question about annotations may look. */
@Injectable()
export class AnnotationScopes {
  constructor(
    private readonly dataSource: DataSource,
    private readonly articles: ArticleAccess,
  ) {}

  async find(membership: Membership, filter: AnnotationFilter): Promise<AnnotationScope> {
    const { workspaceId } = membership;
    const onlyArticle = filter.article?.length === 1 ? filter.article[0] : undefined;
    const [layers, articles, tags, me] = await Promise.all([
      this.articles.readableLayers(membership, onlyArticle),
      this.articlesOf(workspaceId, filter.article),
      this.tagsOf(workspaceId),
      this.actorsOf(membership),
    ]);
    return narrowScope(workspaceId, { layers, articles, tags, me }, filter);
  }

  private articlesOf(workspaceId: string, only: readonly string[] | undefined): Promise<ScopeArticle[]> {
    return this.dataSource.query(
      `select id, title, attributes from article
        where workspace_id = $1 and ($2::text[] is null or id = any($2::text[]))`,
      [workspaceId, only ?? null],
    );
  }

  /** Whom the caller writes as: as a member, and in pseudonymous assignments. */
  private async actorsOf({ actor }: Membership): Promise<string[]> {
    const rows: { coder: string }[] = await this.dataSource.query(
      `select coder_actor as coder from assignment_person where actor_id = $1`,
      [actor],
    );
    return [...new Set([actor, ...rows.map(({ coder }) => coder)])];
  }

  private async tagsOf(workspaceId: string): Promise<TagTree> {
    const nodes: TagNode[] = await this.dataSource.query(
      `select id, parent_id as "parentId", name, merged_into as "mergedInto", deleted_at is not null as deleted
         from tag where workspace_id = $1`,
      [workspaceId],
    );
    return new TagTree(nodes);
  }
}
