import type { ArticleListItem } from "@postil/shared/schema/article";
import { parseAttributeFilter } from "@postil/shared/schema/attribute-filter";
import { compareNames } from "../ui/format.ts";

export const SORTS = ["newest", "title", "published", "activity"] as const;
export type ArticleSort = (typeof SORTS)[number];

/** What the address says about the list of articles. `attributes`: "name:value" each. */
export interface ArticleFilter {
  q: string;
  attributes: string[];
  sort: ArticleSort;
}

/** Whatever the address holds gives a filter: what doesn't fit is left out. */
export function readArticleFilter(search: URLSearchParams): ArticleFilter {
  const sort = search.get("sort");
  return {
    q: search.get("q")?.trim() ?? "",
    attributes: [...new Set(search.getAll("attribute").filter((value) => /^[^:]+:./.test(value)))],
    sort: SORTS.find((known) => known === sort) ?? "newest",
  };
}

/** The address of a filter; what is as usual is left out. Other parameters stay. */
export function writeArticleFilter(search: URLSearchParams, change: Partial<ArticleFilter>): URLSearchParams {
  const filter = { ...readArticleFilter(search), ...change };
  const next = new URLSearchParams(search);
  for (const name of ["q", "attribute", "sort"]) next.delete(name);
  if (filter.q !== "") next.set("q", filter.q);
  for (const attribute of filter.attributes) next.append("attribute", attribute);
  if (filter.sort !== "newest") next.set("sort", filter.sort);
  return next;
}

/** All words stand somewhere in title, source or author; any of the values of each attribute that is named. */
export function filterArticles(articles: readonly ArticleListItem[], filter: ArticleFilter): ArticleListItem[] {
  const wanted = filter.q.toLowerCase().split(/\s+/).filter(Boolean);
  const byName = [...parseAttributeFilter(filter.attributes)];
  const fitting = articles.filter((article) => {
    const told = [article.title, article.source ?? "", article.author ?? ""].join("\n").toLowerCase();
    return (
      wanted.every((word) => told.includes(word)) &&
      byName.every(([name, values]) => values.includes(article.attributes[name] ?? ""))
    );
  });
  return fitting.sort(ORDERS[filter.sort]);
}

type Order = (a: ArticleListItem, b: ArticleListItem) => number;

const byTitle: Order = (a, b) => compareNames(a.title, b.title);
const newestFirst = (one: string, other: string) => (one < other ? 1 : one > other ? -1 : 0);

const ORDERS: Record<ArticleSort, Order> = {
  newest: (a, b) => newestFirst(a.createdAt, b.createdAt) || byTitle(a, b),
  title: byTitle,
  published: (a, b) => newestFirst(a.published ?? "", b.published ?? "") || byTitle(a, b),
  activity: (a, b) => newestFirst(a.lastActivityAt ?? a.createdAt, b.lastActivityAt ?? b.createdAt) || byTitle(a, b),
};
