import { Button } from "@mantine/core";
import type { Workspace } from "@postil/shared/schema/workspace";
import { BookOpenText, Plus } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Link } from "react-router";
import { useWorkspaces } from "../api/workspaces.ts";
import { EmptyState } from "../ui/EmptyState.tsx";
import { ErrorState } from "../ui/ErrorState.tsx";
import { Loading } from "../ui/Loading.tsx";
import { Page, PageHeader, Section } from "../ui/Page.tsx";
import { usePageTitle } from "../ui/use-page-title.ts";
import { words as shared } from "../ui/words.ts";
import { CreateWorkspaceDialog } from "./CreateWorkspaceDialog.tsx";
import styles from "./HomePage.module.css";
import { words } from "./words.ts";

interface HomePageProps {
  /** What is asked of the reader; stands first. */
  asked: ReactNode;
  /** What happened in their workspaces; beside them where there is room. */
  news: ReactNode;
}

/** Where one arrives: what is asked of one, one's workspaces, what happened there. */
export function HomePage({ asked, news }: HomePageProps) {
  usePageTitle(words.home.title);
  const { data, error, refetch } = useWorkspaces();
  const [creating, setCreating] = useState(false);
  const create = (
    <Button leftSection={<Plus size={16} aria-hidden />} onClick={() => setCreating(true)}>
      {words.home.create}
    </Button>
  );
  return (
    <Page>
      <PageHeader title={words.home.title} actions={data && data.length > 0 ? create : undefined} />
      {data ? (
        data.length > 0 ? (
          <div className={styles.parts}>
            <div className={styles.main}>
              {asked}
              <Section title={words.home.workspaces}>
                <ul className={styles.list}>
                  {data.map((workspace) => (
                    <WorkspaceItem key={workspace.id} workspace={workspace} />
                  ))}
                </ul>
              </Section>
            </div>
            <div className={styles.news}>{news}</div>
          </div>
        ) : (
          <EmptyState icon={BookOpenText} title={words.home.emptyTitle} actions={create}>
            {words.home.emptyText}
          </EmptyState>
        )
      ) : error ? (
        <ErrorState title={words.home.listError} error={error} onRetry={() => void refetch()} />
      ) : (
        <Loading />
      )}
      <CreateWorkspaceDialog opened={creating} onClose={() => setCreating(false)} />
    </Page>
  );
}

function WorkspaceItem({ workspace }: { workspace: Workspace }) {
  return (
    <li className={styles.item}>
      <Link to={`/w/${workspace.id}`} className={styles.link}>
        {workspace.name}
      </Link>
      {workspace.sample && <span className={styles.badge}>{words.home.sample}</span>}
      <span className={styles.facts}>
        <span>{words.home.articles(workspace.counts.articles)}</span>
        <span>{words.home.members(workspace.counts.members)}</span>
        <span>{shared.roles[workspace.me.role]}</span>
      </span>
    </li>
  );
}
