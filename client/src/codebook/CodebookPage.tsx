import { Button, Switch } from "@mantine/core";
import { addedTagState, mayChangeTag } from "@postil/shared/policy/codebook-rules";
import { can } from "@postil/shared/policy/permissions";
import type { Tag } from "@postil/shared/schema/tag";
import { History, Tags } from "lucide-react";
import { useMemo, useState } from "react";
import { Link, useSearchParams } from "react-router";
import { useTags, useUpdateTag } from "../api/tags.ts";
import { useCurrentWorkspace } from "../api/workspaces.ts";
import { EmptyState } from "../ui/EmptyState.tsx";
import { ErrorState } from "../ui/ErrorState.tsx";
import { Loading } from "../ui/Loading.tsx";
import { notify, notifyError } from "../ui/notify.ts";
import { Page, PageHeader } from "../ui/Page.tsx";
import { usePageTitle } from "../ui/use-page-title.ts";
import { CodebookDialogs, type OpenDialog } from "./CodebookDialogs.tsx";
import styles from "./codebook.module.css";
import { FilesMenu } from "./FilesMenu.tsx";
import { NewTag } from "./NewTag.tsx";
import { OwnRefusals } from "./OwnRefusals.tsx";
import { Proposals } from "./Proposals.tsx";
import type { TagActions } from "./TagRow.tsx";
import { TagTree } from "./TagTree.tsx";
import { buildTagTree } from "./tag-tree.ts";
import treeStyles from "./tree.module.css";
import { words } from "./words.ts";

export function CodebookPage() {
  const workspace = useCurrentWorkspace();
  const { me, tagAdders } = workspace;
  usePageTitle(words.title, workspace.name);
  const { data: tags, error, refetch } = useTags(workspace.id);
  const [showArchived, setShowArchived] = useState(false);
  const living = useMemo(() => (tags ?? []).filter((tag) => tag.mergedInto === null), [tags]);
  const archived = living.filter((tag) => tag.archived).length;
  const tree = useMemo(
    () => buildTagTree(showArchived ? living : living.filter((tag) => !tag.archived)),
    [living, showArchived],
  );
  const keeps = can(me.role, "edit-codebook");
  const adds = addedTagState(me.role, tagAdders);
  // `?new` leads to the field: the first steps of a new workspace come here. `?tag=` shows one.
  const [search, setSearch] = useSearchParams();
  const [dialog, setDialog] = useState<OpenDialog | null>(null);
  const { mutateAsync } = useUpdateTag(workspace.id);
  const shownTag = living.find((tag) => tag.id === search.get("tag")) ?? null;

  const actions = useMemo<TagActions>(() => {
    async function archive(tag: Tag, on: boolean): Promise<void> {
      await mutateAsync({ id: tag.id, body: { archived: on } });
      notify({
        message: on ? words.archive.done(tag.name) : words.archive.undone(tag.name),
        undo: () => void archive(tag, !on).catch(notifyError),
      });
    }
    return {
      show: ({ tag }) => setSearch({ tag: tag.id }, { replace: true }),
      edit: (node) => setDialog({ kind: "edit", node }),
      move: (node) => setDialog({ kind: "move", node }),
      merge: (node) => setDialog({ kind: "merge", node }),
      delete: (node) => setDialog({ kind: "delete", node }),
      archive: (tag, on) => void archive(tag, on).catch(notifyError),
    };
  }, [mutateAsync, setSearch]);
  const mayChange = (tag: Tag) =>
    mayChangeTag(me.role, tagAdders, { state: tag.state, mine: tag.madeBy === me.actor || tag.state === "own" });

  return (
    <Page>
      <PageHeader
        title={words.title}
        actions={
          <>
            <Button
              component={Link}
              to={`/w/${workspace.id}/codebook/history`}
              variant="default"
              leftSection={<History size={16} aria-hidden />}
            >
              {words.history.link}
            </Button>
            <FilesMenu workspaceId={workspace.id} keeps={keeps} />
          </>
        }
      >
        {words.lead}
      </PageHeader>
      {tags ? (
        <>
          {keeps && <Proposals workspaceId={workspace.id} tags={living.filter((tag) => tag.state === "proposed")} />}
          {!keeps && <OwnRefusals workspaceId={workspace.id} />}
          {tree.length > 0 ? (
            <TagTree workspaceId={workspace.id} tree={tree} actions={actions} mayChange={mayChange} keeps={keeps} />
          ) : (
            <EmptyState icon={Tags} title={words.emptyTitle}>
              {adds ? words.emptyText : words.emptyReader}
            </EmptyState>
          )}
          {adds && (
            <div className={tree.length > 0 ? styles.new : styles.newCentred}>
              <NewTag
                workspaceId={workspace.id}
                parent={null}
                proposes={adds === "proposed"}
                focus={search.has("new")}
              />
            </div>
          )}
          {archived > 0 && (
            <Switch
              className={treeStyles.archivedSwitch}
              label={words.archive.show(archived)}
              checked={showArchived}
              onChange={(event) => setShowArchived(event.currentTarget.checked)}
            />
          )}
        </>
      ) : error ? (
        <ErrorState title={words.error} error={error} onRetry={() => void refetch()} />
      ) : (
        <Loading />
      )}
      <CodebookDialogs
        dialog={dialog}
        shown={shownTag}
        tree={tree}
        tags={tags ?? []}
        keeps={keeps}
        mayChange={mayChange}
        onEdit={(node) => setDialog({ kind: "edit", node })}
        onClose={() => setDialog(null)}
        onHide={() => setSearch({}, { replace: true })}
      />
    </Page>
  );
}
