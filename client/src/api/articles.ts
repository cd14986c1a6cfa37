import {
  type ArticleListItem,
  articleListItemSchema,
  articleSchema,
  articleSummarySchema,
  type CreateArticleBody,
  type UpdateArticleBody,
} from "@postil/shared/schema/article";
import { workspaceSchema } from "@postil/shared/schema/workspace";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api } from "./http.ts";
import { fetchAll, listSchema } from "./pages.ts";
import { queryKeys } from "./query-keys.ts";
import { upload } from "./upload.ts";

const createdSchema = listSchema(articleSummarySchema);

export function useArticles(workspaceId: string | undefined) {
  return useQuery({
    queryKey: queryKeys.articles(workspaceId ?? ""),
    queryFn: ({ signal }) => fetchAll(`/workspaces/${workspaceId}/articles`, articleListItemSchema, signal),
    enabled: workspaceId !== undefined,
  });
}

/** With its text document and the caller's layers. */
export function useArticle(articleId: string | undefined) {
  return useQuery({
    queryKey: queryKeys.article(articleId ?? ""),
    queryFn: ({ signal }) => api.get(`/articles/${articleId}`, articleSchema, { signal }),
    enabled: articleId !== undefined,
  });
}

function useArticlesChanged(workspaceId: string) {
  const client = useQueryClient();
  return () => {
    void client.invalidateQueries({ queryKey: queryKeys.articles(workspaceId) });
    void client.invalidateQueries({ queryKey: queryKeys.workspace(workspaceId) });
    void client.invalidateQueries({ queryKey: queryKeys.workspaces });
  };
}

export function useCreateArticle(workspaceId: string) {
  const onSuccess = useArticlesChanged(workspaceId);
  return useMutation({
    mutationFn: (body: CreateArticleBody) => api.post(`/workspaces/${workspaceId}/articles`, body, createdSchema),
    onSuccess,
  });
}

/** One file; many are sent one after another, so that each is taken or refused by itself. */
export function uploadArticle(
  workspaceId: string,
  file: File,
  options: { signal?: AbortSignal; onProgress?: (fraction: number) => void },
) {
  const form = new FormData();
  form.append("files", file, file.name);
  return upload(`/workspaces/${workspaceId}/articles`, form, createdSchema, options);
}

export function useUpdateArticle(workspaceId: string) {
  const client = useQueryClient();
  const changed = useArticlesChanged(workspaceId);
  return useMutation({
    mutationFn: ({ id, body }: { id: string; body: UpdateArticleBody }) => api.patch(`/articles/${id}`, body),
    onSuccess: (_answer, { id }) => {
      changed();
      void client.invalidateQueries({ queryKey: queryKeys.article(id) });
      void client.invalidateQueries({ queryKey: queryKeys.annotationLists(workspaceId) });
    },
  });
}

export function useDeleteArticle(workspaceId: string) {
  const client = useQueryClient();
  const changed = useArticlesChanged(workspaceId);
  return useMutation({
    mutationFn: (id: string) => api.delete(`/articles/${id}`),
    onSuccess: (_answer, id) => {
      client.setQueryData<ArticleListItem[]>(queryKeys.articles(workspaceId), (articles) =>
        articles?.filter((article) => article.id !== id),
      );
      changed();
    },
  });
}

/** The ids of all articles that one can read now, in all of one's workspaces: as the server says, not this device. */
export async function readableArticles(): Promise<Set<string>> {
  const readable = new Set<string>();
  for (const { id } of await fetchAll("/workspaces", workspaceSchema)) {
    for (const article of await fetchAll(`/workspaces/${id}/articles`, articleListItemSchema)) readable.add(article.id);
  }
  return readable;
}
