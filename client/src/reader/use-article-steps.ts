import type { Article, ArticleListItem } from "@postil/shared/schema/article";
import { useNavigate } from "react-router";
import { useArticles } from "../api/articles.ts";

const NONE: readonly ArticleListItem[] = [];

/** The workspace's articles, and the way to the one before or after this one. */
export function useArticleSteps({ id, workspaceId }: Pick<Article, "id" | "workspaceId">) {
  const navigate = useNavigate();
  const { data: articles = NONE } = useArticles(workspaceId);
  const goToArticle = (towards: 1 | -1) => {
    const next = articles[articles.findIndex((one) => one.id === id) + towards];
    if (next) void navigate(`/a/${next.id}`);
  };
  return { articles, goToArticle };
}
