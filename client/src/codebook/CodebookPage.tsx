import { can } from "@postil/shared/policy/permissions";
import { Tags } from "lucide-react";
import { useMemo, useState } from "react";
import { useSearchParams } from "react-router";
import { useTags } from "../api/tags.ts";
import { useCurrentWorkspace } from "../api/workspaces.ts";
import { EmptyState } from "../ui/EmptyState.tsx";
import { ErrorState } from "../ui/ErrorState.tsx";
import { Loading } from "../ui/Loading.tsx";
import { Page, PageHeader } from "../ui/Page.tsx";
import { usePageTitle } from "../ui/use-page-title.ts";
import styles from "./codebook.module.css";
import { DeleteTagDialog } from "./DeleteTagDialog.tsx";
import { EditTagDialog } from "./EditTagDialog.tsx";
import { NewTag } from "./NewTag.tsx";
import { type TagActions, TagList } from "./TagList.tsx";
import { buildTagTree, type TagNode } from "./tag-tree.ts";
import { words } from "./words.ts";

export function CodebookPage() {
  const workspace = useCurrentWorkspace();
  usePageTitle(words.title, workspace.name);
  const { data: tags, error, refetch } = useTags(workspace.id);
  const tree = useMemo(() => buildTagTree(tags ?? []), [tags]);
  const mayEdit = can(workspace.me.role, "edit-codebook");
  // `?new` leads to the field: the first steps of a new workspace come here.
  const [search] = useSearchParams();
  const [editing, setEditing] = useState<TagNode | null>(null);
  const [deleting, setDeleting] = useState<TagNode | null>(null);
  const actions = useMemo<TagActions | null>(
    () => (mayEdit ? { edit: setEditing, delete: setDeleting } : null),
    [mayEdit],
  );
  return (
    <Page>
      <PageHeader title={words.title}>{words.lead}</PageHeader>
      {tags ? (
        <>
          {tree.length > 0 ? (
            <div className={styles.tree}>
              <TagList nodes={tree} actions={actions} workspaceId={workspace.id} />
            </div>
          ) : (
            <EmptyState icon={Tags} title={words.emptyTitle}>
              {mayEdit ? words.emptyText : words.emptyReader}
            </EmptyState>
          )}
          {mayEdit && (
            <div className={tree.length > 0 ? styles.new : styles.newCentred}>
              <NewTag workspaceId={workspace.id} parent={null} focus={search.has("new")} />
            </div>
          )}
        </>
      ) : error ? (
        <ErrorState title={words.error} error={error} onRetry={() => void refetch()} />
      ) : (
        <Loading />
      )}
      {editing && (
        <EditTagDialog
          key={editing.tag.id}
          tag={editing.tag}
          tree={tree}
          tags={tags ?? []}
          onClose={() => setEditing(null)}
        />
      )}
      {deleting && <DeleteTagDialog key={deleting.tag.id} node={deleting} onClose={() => setDeleting(null)} />}
    </Page>
  );
}
