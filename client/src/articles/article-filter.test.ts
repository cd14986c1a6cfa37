import type { ArticleListItem } from "@postil/shared/schema/article";
import { describe, expect, it } from "vitest";
import { filterArticles, readArticleFilter, writeArticleFilter } from "./article-filter.ts";

function article(title: string, more: Partial<ArticleListItem> = {}): ArticleListItem {
  return {
    id: title.padEnd(16, "-"),
    workspaceId: "workspace-of-all",
    title,
    source: null,
    author: null,
    published: null,
    attributes: {},
    length: 1,
    createdAt: "2025-01-01T00:00:00.000Z",
    updatedAt: "2025-01-01T00:00:00.000Z",
    annotationCount: 0,
    commentCount: 0,
    lastActivityAt: null,
    ...more,
  };
}

const titles = (articles: ArticleListItem[]) => articles.map(({ title }) => title);
const filter = (query: string) => readArticleFilter(new URLSearchParams(query));

describe("the filter of articles and the address", () => {
  it("lead to one another", () => {
    for (const query of ["", "q=two+words&attribute=outlet%3AA&attribute=outlet%3AB&sort=title", "sort=activity"]) {
      expect(writeArticleFilter(new URLSearchParams(), filter(query)).toString()).toBe(query);
    }
  });

  it("leave out what doesn't fit", () => {
    expect(filter("sort=nonsense&attribute=noColon&attribute=%3Ax&attribute=a:1&attribute=a:1")).toEqual({
      q: "",
      attributes: ["a:1"],
      sort: "newest",
    });
  });

  it("keep parameters that are not theirs", () => {
    expect(writeArticleFilter(new URLSearchParams("add=1&q=x"), { q: "" }).toString()).toBe("add=1");
  });
});

describe("filtering", () => {
  const articles = [
    article("Storm at sea", { source: "Reuters", attributes: { outlet: "Reuters", wave: "1" } }),
    article("After the storm", { author: "Reuter, A.", attributes: { outlet: "AP", wave: "1" } }),
    article("Calm", { attributes: { outlet: "AP", wave: "2" } }),
  ];

  it("finds all words wherever they stand, whatever their case", () => {
    expect(titles(filterArticles(articles, filter("q=STORM+reuter&sort=title")))).toEqual([
      "After the storm",
      "Storm at sea",
    ]);
  });

  it("takes any value of one attribute, and all attributes named", () => {
    const any = filter("attribute=outlet:AP&attribute=outlet:Reuters&attribute=wave:1&sort=title");
    expect(titles(filterArticles(articles, any))).toEqual(["After the storm", "Storm at sea"]);
    expect(filterArticles(articles, filter("attribute=outlet:AP&attribute=case:x"))).toEqual([]);
  });
});

describe("the order", () => {
  it("is by last activity, where there was none by when it was added", () => {
    const articles = [
      article("old", { createdAt: "2025-01-01T00:00:00.000Z" }),
      article("busy", { createdAt: "2025-01-01T00:00:00.000Z", lastActivityAt: "2025-03-01T00:00:00.000Z" }),
      article("new", { createdAt: "2025-02-01T00:00:00.000Z" }),
    ];
    expect(titles(filterArticles(articles, filter("sort=activity")))).toEqual(["busy", "new", "old"]);
    expect(titles(filterArticles(articles, filter("")))).toEqual(["new", "busy", "old"]);
  });

  it("by date puts those without one last", () => {
    const articles = [
      article("none"),
      article("year", { published: "2024" }),
      article("day", { published: "2024-05-01" }),
    ];
    expect(titles(filterArticles(articles, filter("sort=published")))).toEqual(["day", "year", "none"]);
  });
});
