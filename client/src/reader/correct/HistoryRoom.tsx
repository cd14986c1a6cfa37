import { Button } from "@mantine/core";
import { can } from "@postil/shared/policy/permissions";
import { Pencil } from "lucide-react";
import { useState } from "react";
import { Link } from "react-router";
import { useTextVersions } from "../../api/text-versions.ts";
import { useLivePlace } from "../../live/live.ts";
import { useDocument } from "../../sync/use-document.ts";
import { ErrorState } from "../../ui/ErrorState.tsx";
import { Loading } from "../../ui/Loading.tsx";
import { Page, PageHeader } from "../../ui/Page.tsx";
import type { ReadingRoomProps } from "../ReadingRoom.tsx";
import { useSignedInAgain } from "../use-signed-in-again.ts";
import styles from "./history.module.css";
import { NotAllowed } from "./NotAllowed.tsx";
import { VersionList } from "./VersionList.tsx";
import { VersionView } from "./VersionView.tsx";
import { words } from "./words.ts";

type HistoryRoomProps = Pick<ReadingRoomProps, "userId" | "article" | "workspace">;

/** What an article's text was, who changed it and when; each version can be read, compared and restored. */
export function HistoryRoom(props: HistoryRoomProps) {
  const { article, workspace } = props;
  return can(workspace.me.role, "edit-text") ? <Versions {...props} /> : <NotAllowed article={article.id} />;
}

function Versions({ userId, article, workspace }: HistoryRoomProps) {
  useLivePlace(workspace.id, article.id);
  const about = { articleId: article.id, title: article.title };
  const text = useDocument(article.textDocument, userId, { about });
  useSignedInAgain(userId, text);
  const versions = useTextVersions(article.id);
  const [chosen, setChosen] = useState<number | null>(null);
  const all = versions.data?.pages.flatMap(({ items }) => items) ?? [];
  const selected = all.find(({ seq }) => seq === chosen) ?? all[0];
  return (
    <Page>
      <PageHeader
        title={words.history.heading(article.title)}
        actions={
          <Button
            component={Link}
            to={`/a/${article.id}/correct`}
            variant="default"
            leftSection={<Pencil size={16} aria-hidden />}
          >
            {words.history.back}
          </Button>
        }
      >
        {words.history.lead}
      </PageHeader>
      {versions.error ? (
        <ErrorState title={words.history.error} error={versions.error} onRetry={() => void versions.refetch()} />
      ) : !versions.data || !text || !selected ? (
        <Loading label={words.history.loading} />
      ) : (
        <div className={styles.columns}>
          <div>
            <VersionList versions={all} selected={selected.seq} onSelect={setChosen} />
            {versions.hasNextPage && (
              <Button
                variant="default"
                mt="sm"
                loading={versions.isFetchingNextPage}
                onClick={() => void versions.fetchNextPage()}
              >
                {words.history.more}
              </Button>
            )}
          </div>
          <VersionView
            key={selected.seq}
            article={article.id}
            session={text}
            version={selected}
            versions={all}
            onRestored={() => void versions.refetch()}
          />
        </div>
      )}
    </Page>
  );
}
