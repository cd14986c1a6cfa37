import type { AnnotationFilter } from "@postil/shared/schema/annotation-query";
import { parseAttributeFilter } from "@postil/shared/schema/attribute-filter";
import type { LayerKind } from "@postil/shared/schema/role";
import { TagTree } from "./tag-tree.ts";

export interface ScopeArticle {
  id: string;
  title: string;
  attributes: Readonly<Record<string, string>>;
}

export interface ScopeLayer {
  id: string;
  articleId: string;
  kind: LayerKind;
}

/**
 * Where one caller's question may look: the layers that the caller may read and the filter names, their articles in
 * the order of lists and exports, and the codebook.
 */
export interface AnnotationScope {
  workspaceId: string;
  layers: ReadonlyMap<string, ScopeLayer>;
  /** By title, then id. */
  articles: readonly ScopeArticle[];
  tags: TagTree;
  /** The caller's own actors, whom "me" stands for in a filter. */
  me: readonly string[];
}

const titles = new Intl.Collator("en", { numeric: true });

export function compareArticles(a: Pick<ScopeArticle, "id" | "title">, b: Pick<ScopeArticle, "id" | "title">): number {
  return titles.compare(a.title, b.title) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

/** Narrows the readable layers to those that the filter names. Ids of what the caller may not read find nothing. */
export function narrowScope(
  workspaceId: string,
  found: { layers: readonly ScopeLayer[]; articles: readonly ScopeArticle[]; tags: TagTree; me: readonly string[] },
  filter: AnnotationFilter,
): AnnotationScope {
  const attributes = parseAttributeFilter(filter.attribute ?? []);
  const articles = new Map<string, ScopeArticle>();
  for (const article of found.articles) {
    if (filter.article && !filter.article.includes(article.id)) continue;
    if (hasAttributes(article, attributes)) articles.set(article.id, article);
  }
  const layers = new Map<string, ScopeLayer>();
  for (const layer of found.layers) {
    if (filter.layer && !filter.layer.includes(layer.id) && !filter.layer.includes(layer.kind)) continue;
    if (articles.has(layer.articleId)) layers.set(layer.id, layer);
  }
  return {
    workspaceId,
    layers,
    articles: [...articles.values()].sort(compareArticles),
    tags: found.tags,
    me: found.me,
  };
}

function hasAttributes(article: ScopeArticle, wanted: ReadonlyMap<string, readonly string[]>): boolean {
  for (const [name, values] of wanted) {
    const value = Object.hasOwn(article.attributes, name) ? article.attributes[name] : undefined;
    if (value === undefined || !values.includes(value)) return false;
  }
  return true;
}
