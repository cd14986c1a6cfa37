import { Button } from "@mantine/core";
import { can } from "@postil/shared/policy/permissions";
import { useState } from "react";
import { Link } from "react-router";
import { useCodebookChanges, useCodebookVersions } from "../api/codebook.ts";
import { usePeopleByActor } from "../api/people.ts";
import { useCurrentWorkspace } from "../api/workspaces.ts";
import { ErrorState } from "../ui/ErrorState.tsx";
import { Loading } from "../ui/Loading.tsx";
import { Page, PageHeader, Section } from "../ui/Page.tsx";
import { Time } from "../ui/Time.tsx";
import { usePageTitle } from "../ui/use-page-title.ts";
import { CompareVersions } from "./CompareVersions.tsx";
import styles from "./codebook.module.css";
import { Differences } from "./Differences.tsx";
import historyStyles from "./history.module.css";
import { SaveVersionDialog } from "./SaveVersionDialog.tsx";
import { words } from "./words.ts";

/** What was done to the codebook and by whom; versions that were kept, any two of which can be compared. */
export function HistoryPage() {
  const workspace = useCurrentWorkspace();
  const { history } = words;
  usePageTitle(history.title, workspace.name);
  const versions = useCodebookVersions(workspace.id);
  const changes = useCodebookChanges(workspace.id);
  const people = usePeopleByActor(workspace.id);
  const [saving, setSaving] = useState(false);
  const keeps = can(workspace.me.role, "edit-codebook");
  const nameOf = (actor: string) => people.get(actor)?.name ?? words.somebody;
  const error = versions.error ?? changes.error;
  const all = changes.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Page>
      <PageHeader
        title={history.title}
        actions={
          <>
            <Button component={Link} to={`/w/${workspace.id}/codebook`} variant="default">
              {history.back}
            </Button>
            {keeps && <Button onClick={() => setSaving(true)}>{history.save}</Button>}
          </>
        }
      />
      {versions.data && changes.data ? (
        <>
          <Section title={history.versions}>
            {versions.data.length === 0 ? (
              <p className={styles.quiet}>{history.noVersions}</p>
            ) : (
              <>
                <ul className={historyStyles.changes}>
                  {versions.data.map((version) => (
                    <li key={version.number} className={historyStyles.change}>
                      <span className={styles.name}>{version.label}</span>
                      <span className={styles.quiet}>
                        {history.about(version.number, version.tags)} · {nameOf(version.by)} · <Time at={version.at} />
                      </span>
                    </li>
                  ))}
                </ul>
                <CompareVersions workspaceId={workspace.id} versions={versions.data} />
              </>
            )}
          </Section>
          <Section title={history.changes}>
            {all.length === 0 && <p className={styles.quiet}>{history.noChanges}</p>}
            <ul className={historyStyles.changes}>
              {all.map((change) => (
                <li key={change.id} className={historyStyles.change}>
                  <span className={styles.quiet}>
                    {nameOf(change.by)} · <Time at={change.at} />
                  </span>
                  <Differences items={change.differences} />
                </li>
              ))}
            </ul>
            {changes.hasNextPage && (
              <div>
                <Button
                  variant="default"
                  loading={changes.isFetchingNextPage}
                  onClick={() => void changes.fetchNextPage()}
                >
                  {history.more}
                </Button>
              </div>
            )}
          </Section>
        </>
      ) : error ? (
        <ErrorState
          title={history.error}
          error={error}
          onRetry={() => {
            void versions.refetch();
            void changes.refetch();
          }}
        />
      ) : (
        <Loading />
      )}
      {saving && <SaveVersionDialog workspaceId={workspace.id} onClose={() => setSaving(false)} />}
    </Page>
  );
}
