import { Button } from "@mantine/core";
import { FileQuestion } from "lucide-react";
import { useRef } from "react";
import { Link, useParams } from "react-router";
import { useUser } from "../api/accounts.ts";
import { useArticle } from "../api/articles.ts";
import { ApiError } from "../api/http.ts";
import { useWorkspace } from "../api/workspaces.ts";
import { EmptyState } from "../ui/EmptyState.tsx";
import { ErrorState } from "../ui/ErrorState.tsx";
import { Loading } from "../ui/Loading.tsx";
import { usePageTitle } from "../ui/use-page-title.ts";
import { ReadingRoom } from "./ReadingRoom.tsx";
import { words } from "./words.ts";

/** `/a/:articleId`: finds the article, or says why it can't. */
export function ReaderPage() {
  const { articleId } = useParams();
  const user = useUser();
  const article = useArticle(articleId);
  const workspace = useWorkspace(article.data?.workspaceId);
  // What is open stays, whatever becomes of it on the server: the words typed into it are somebody's.
  const opened = useRef<{ article: NonNullable<typeof article.data>; workspace: NonNullable<typeof workspace.data> }>(
    null,
  );
  if (article.data && workspace.data) opened.current = { article: article.data, workspace: workspace.data };
  const shown = opened.current?.article.id === articleId ? opened.current : null;
  usePageTitle(shown?.article.title, shown?.workspace.name);

  if (shown) {
    return <ReadingRoom key={shown.article.id} userId={user.id} article={shown.article} workspace={shown.workspace} />;
  }
  const error = article.error ?? workspace.error;
  return (
    <main id="main" tabIndex={-1}>
      {error === null ? (
        <Loading label={words.page.loading} />
      ) : error instanceof ApiError && error.status === 404 ? (
        <EmptyState
          icon={FileQuestion}
          title={words.page.notFoundTitle}
          actions={
            <Button component={Link} to="/" variant="default">
              {words.page.home}
            </Button>
          }
        >
          {words.page.notFound}
        </EmptyState>
      ) : (
        <ErrorState
          error={error}
          onRetry={() => {
            void article.refetch();
            void workspace.refetch();
          }}
        />
      )}
    </main>
  );
}
