import { can } from "@postil/shared/policy/permissions";
import type { ArticleListItem } from "@postil/shared/schema/article";
import { FileSearch, FileText } from "lucide-react";
import { useCallback, useMemo, useRef, useState } from "react";
import { useUser } from "../api/accounts.ts";
import { useArticles, useDeleteArticle } from "../api/articles.ts";
import { useReached } from "../api/reach.ts";
import { useCurrentWorkspace } from "../api/workspaces.ts";
import { useKeptArticles } from "../sync/kept-articles.ts";
import { ConfirmDialog } from "../ui/ConfirmDialog.tsx";
import { EmptyState } from "../ui/EmptyState.tsx";
import { ErrorState } from "../ui/ErrorState.tsx";
import { Loading } from "../ui/Loading.tsx";
import { notify } from "../ui/notify.ts";
import { Page, PageHeader } from "../ui/Page.tsx";
import { usePageTitle } from "../ui/use-page-title.ts";
import { AddMenu } from "./AddMenu.tsx";
import { ArticleFilters, useArticleFilter } from "./ArticleFilters.tsx";
import { ArticlesTable } from "./ArticlesTable.tsx";
import { filterArticles } from "./article-filter.ts";
import { DropArea } from "./DropArea.tsx";
import { EditArticleDialog } from "./EditArticleDialog.tsx";
import { FirstSteps } from "./FirstSteps.tsx";
import { PasteDialog } from "./PasteDialog.tsx";
import { UploadList } from "./UploadList.tsx";
import { useUploads } from "./use-uploads.ts";
import { words } from "./words.ts";

export function ArticlesPage() {
  const workspace = useCurrentWorkspace();
  usePageTitle(words.title, workspace.name);
  const { data: articles, error, refetch } = useArticles(workspace.id);
  const mayEdit = can(workspace.me.role, "edit-articles");
  const uploads = useUploads(workspace.id);
  const chooser = useRef<HTMLInputElement>(null);
  const [pasting, setPasting] = useState(false);
  const choose = () => chooser.current?.click();
  const paste = () => setPasting(true);
  return (
    <Page>
      <PageHeader
        title={words.title}
        actions={mayEdit && articles && articles.length > 0 && <AddMenu onChoose={choose} onPaste={paste} />}
      />
      {mayEdit && (
        <>
          <input
            ref={chooser}
            type="file"
            accept=".txt,.md,.markdown,.html,.htm,.xhtml,.docx,.odt,.epub,.pdf,text/plain,text/markdown,text/html"
            multiple
            hidden
            data-testid="choose-files"
            onChange={(event) => {
              uploads.add([...(event.currentTarget.files ?? [])]);
              // The same file may be chosen again, after it was mended.
              event.currentTarget.value = "";
            }}
          />
          <DropArea uploads={uploads} />
          <UploadList uploads={uploads} />
          <PasteDialog workspace={workspace} opened={pasting} onClose={() => setPasting(false)} />
        </>
      )}
      {articles ? (
        articles.length > 0 ? (
          <ArticleList articles={articles} mayEdit={mayEdit} />
        ) : mayEdit ? (
          <FirstSteps workspace={workspace} onChoose={choose} onPaste={paste} />
        ) : (
          <EmptyState icon={FileText} title={words.emptyReader}>
            {words.emptyReaderText}
          </EmptyState>
        )
      ) : error ? (
        <ErrorState title={words.error} error={error} onRetry={() => void refetch()} />
      ) : (
        <Loading />
      )}
    </Page>
  );
}

function ArticleList({ articles, mayEdit }: { articles: ArticleListItem[]; mayEdit: boolean }) {
  const workspace = useCurrentWorkspace();
  const { filter } = useArticleFilter();
  const shown = useMemo(() => filterArticles(articles, filter), [articles, filter]);
  const [editing, setEditing] = useState<ArticleListItem | null>(null);
  const [deleting, setDeleting] = useState<ArticleListItem | null>(null);
  const edit = useCallback((article: ArticleListItem) => setEditing(article), []);
  const remove = useCallback((article: ArticleListItem) => setDeleting(article), []);
  const { mutateAsync } = useDeleteArticle(workspace.id);
  // Connected, every article can be opened.
  const kept = useKeptArticles(useUser().id, !useReached());
  return (
    <>
      <ArticleFilters articles={articles} shown={shown.length} />
      {shown.length > 0 ? (
        <ArticlesTable articles={shown} kept={kept} mayEdit={mayEdit} onEdit={edit} onDelete={remove} />
      ) : (
        <EmptyState icon={FileSearch} title={words.noneFit} />
      )}
      {editing && (
        <EditArticleDialog key={editing.id} article={editing} workspace={workspace} onClose={() => setEditing(null)} />
      )}
      {deleting && (
        <ConfirmDialog
          opened
          title={words.deleteDialog.title(deleting.title)}
          confirmLabel={words.deleteDialog.confirm}
          onClose={() => setDeleting(null)}
          onConfirm={async () => {
            await mutateAsync(deleting.id);
            notify({ message: words.deleteDialog.deleted(deleting.title) });
          }}
        >
          <p>{words.deleteDialog.text(deleting.annotationCount, deleting.commentCount)}</p>
          <p>{words.deleteDialog.advice}</p>
        </ConfirmDialog>
      )}
    </>
  );
}
