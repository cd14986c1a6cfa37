import { Button } from "@mantine/core";
import { CloudOff, FileQuestion } from "lucide-react";
import { type ComponentType, useRef } from "react";
import { Link, useParams } from "react-router";
import { useUser } from "../api/accounts.ts";
import { useArticle } from "../api/articles.ts";
import { ApiError } from "../api/http.ts";
import { isUnreachable } from "../api/kept/answer-from-device.ts";
import { useWorkspace } from "../api/workspaces.ts";
import { EmptyState } from "../ui/EmptyState.tsx";
import { ErrorState } from "../ui/ErrorState.tsx";
import { Loading } from "../ui/Loading.tsx";
import { usePageTitle } from "../ui/use-page-title.ts";
import { ReaderView } from "./ReaderView.tsx";
import { ReadingRoom, type ReadingRoomProps } from "./ReadingRoom.tsx";
import type { ReaderStateOptions } from "./use-reader-state.ts";
import { words } from "./words.ts";

interface ReaderPageProps {
  /** What shows the article. */
  View?: ComponentType<ReaderStateOptions>;
  /** What opens its documents. */
  Room?: ComponentType<ReadingRoomProps>;
  /** The page's title, from the article's. */
  titleOf?: (article: string) => string;
}

/** `/a/:articleId` and what lies below it: finds the article, or says why it can't. */
export function ReaderPage({ View = ReaderView, Room = ReadingRoom, titleOf = (article) => article }: ReaderPageProps) {
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
  usePageTitle(shown ? titleOf(shown.article.title) : undefined, shown?.workspace.name);

  if (shown) {
    const { article: open, workspace: around } = shown;
    return <Room key={open.id} userId={user.id} article={open} workspace={around} View={View} />;
  }
  const error = article.error ?? workspace.error;
  const retry = () => {
    void article.refetch();
    void workspace.refetch();
  };
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
      ) : isUnreachable(error) ? (
        <EmptyState
          icon={CloudOff}
          title={words.page.offlineTitle}
          actions={
            <>
              <Button onClick={retry}>{words.page.tryAgain}</Button>
              <Button component={Link} to="/" variant="default">
                {words.page.home}
              </Button>
            </>
          }
        >
          {words.page.offline}
        </EmptyState>
      ) : (
        <ErrorState error={error} onRetry={retry} />
      )}
    </main>
  );
}
