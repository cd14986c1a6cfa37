import { Button } from "@mantine/core";
import { plainText } from "@postil/shared/schema/comment";
import { Copy, Download, Inbox, Trash2 } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Link } from "react-router";
import { ConfirmDialog } from "../ui/ConfirmDialog.tsx";
import { EmptyState } from "../ui/EmptyState.tsx";
import { Loading } from "../ui/Loading.tsx";
import { notify } from "../ui/notify.ts";
import { Page, PageHeader, Section } from "../ui/Page.tsx";
import { Time } from "../ui/Time.tsx";
import { usePageTitle } from "../ui/use-page-title.ts";
import { CopyElsewhere } from "./CopyElsewhere.tsx";
import { type StoredDraft, writeDraft } from "./draft-storage.ts";
import styles from "./RecoveredPage.module.css";
import type { DocumentPlace, RecoveredRow } from "./recovered-row.ts";
import { piecesOf, recoveredText } from "./recovered-text.ts";
import { discardRecovered } from "./recovered-work.ts";
import { useRecovered } from "./use-recovered.ts";
import { words } from "./words.ts";

/** `/recovered`: work that the server did not take and words never sent, to copy, download or discard. */
export function RecoveredPage({ userId }: { userId: string }) {
  usePageTitle(words.page.title);
  const { rows, drafts, places, refresh } = useRecovered(userId);
  const [discarding, setDiscarding] = useState<(() => Promise<void>) | null>(null);
  if (rows === null) {
    return (
      <Page width="narrow">
        <Loading />
      </Page>
    );
  }
  if (rows.length === 0 && drafts.length === 0) {
    return (
      <Page width="narrow">
        <EmptyState icon={Inbox} heading="h1" title={words.page.title}>
          {words.page.empty}
        </EmptyState>
      </Page>
    );
  }
  return (
    <Page width="narrow">
      <PageHeader
        title={words.page.title}
        actions={
          <Button
            variant="default"
            leftSection={<Download size={16} aria-hidden />}
            onClick={() => download({ recovered: rows, drafts })}
          >
            {words.page.downloadAll}
          </Button>
        }
      >
        {rows.length > 0 && words.page.intro}
      </PageHeader>
      {rows.map((row) => (
        <RecoveredSection
          key={row.id}
          row={row}
          onDiscard={() => setDiscarding(() => () => discardRecovered(row.id))}
        />
      ))}
      {drafts.length > 0 && (
        <Section title={words.page.drafts} lead={words.page.draftsIntro}>
          {drafts.map((draft) => (
            <Piece
              key={`${draft.document}/${draft.key}`}
              kind={words.page.draftKinds(draft.key)}
              place={places.get(draft.document)}
              text={plainText(draft.text)}
            >
              <Actions
                text={plainText(draft.text)}
                onDiscard={() =>
                  setDiscarding(() => async () => {
                    forget(userId, draft);
                    refresh();
                  })
                }
              />
            </Piece>
          ))}
        </Section>
      )}
      <ConfirmDialog
        opened={discarding !== null}
        title={words.page.discardTitle}
        confirmLabel={words.page.discard}
        cancelLabel={words.page.cancel}
        onConfirm={() => discarding?.()}
        onClose={() => setDiscarding(null)}
      >
        {words.page.discardText}
      </ConfirmDialog>
    </Page>
  );
}

function RecoveredSection({ row, onDiscard }: { row: RecoveredRow; onDiscard: () => void }) {
  const pieces = piecesOf(row);
  return (
    <Section
      title={words.page.reasons[row.reason]}
      lead={
        <>
          {row.about && (
            <>
              <PlaceLink about={row.about} /> ·{" "}
            </>
          )}
          <Time at={row.at} /> · {words.page.items(pieces.length)}
          {row.detail !== "" && ` · ${words.page.said(row.detail)}`}
          {row.state === "waiting" && <p>{words.page.waiting}</p>}
        </>
      }
    >
      {pieces.map(({ id, kind, quote, text }) => (
        <Piece key={id} kind={kind} quote={quote} text={text} />
      ))}
      <Actions text={recoveredText(row)} onDownload={() => download({ recovered: [row] })} onDiscard={onDiscard}>
        <CopyElsewhere row={row} />
      </Actions>
    </Section>
  );
}

function PlaceLink({ about }: { about: DocumentPlace }) {
  return <Link to={`/a/${about.articleId}`}>{words.page.article(about.title)}</Link>;
}

interface PieceProps {
  kind?: string;
  quote?: string;
  place?: DocumentPlace | undefined;
  text: string;
  children?: ReactNode;
}

function Piece({ kind, quote = "", place, text, children }: PieceProps) {
  return (
    <div className={styles.piece}>
      {kind !== undefined && <h3 className={styles.kind}>{kind}</h3>}
      {place && (
        <p className={styles.place}>
          <PlaceLink about={place} />
        </p>
      )}
      {quote !== "" && <blockquote className={styles.quote}>{quote}</blockquote>}
      {text !== "" && <p className={styles.text}>{text}</p>}
      {children}
    </div>
  );
}

interface ActionsProps {
  text: string;
  children?: ReactNode;
  onDownload?: () => void;
  onDiscard: () => void;
}

function Actions({ text, children, onDownload, onDiscard }: ActionsProps) {
  return (
    <div className={styles.actions}>
      <Button variant="default" size="xs" leftSection={<Copy size={14} aria-hidden />} onClick={() => void copy(text)}>
        {words.page.copy}
      </Button>
      {children}
      {onDownload && (
        <Button variant="default" size="xs" leftSection={<Download size={14} aria-hidden />} onClick={onDownload}>
          {words.page.download}
        </Button>
      )}
      <Button variant="subtle" color="red" size="xs" leftSection={<Trash2 size={14} aria-hidden />} onClick={onDiscard}>
        {words.page.discard}
      </Button>
    </div>
  );
}

async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    notify({ message: words.page.copied, tone: "good" });
  } catch {
    // Without HTTPS, or when it was forbidden, the browser doesn't let pages copy.
    notify({ message: words.page.copyFailed, tone: "error" });
  }
}

/** Everything as JSON: also what has no words to show, such as where a passage stood. */
function download(content: { recovered: readonly RecoveredRow[]; drafts?: readonly StoredDraft[] }): void {
  const address = URL.createObjectURL(new Blob([JSON.stringify(content, null, 2)], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = `postil-recovered-work-${new Date().toISOString().slice(0, 10)}.json`;
  link.click();
  // The download has to have begun before its address goes.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

function forget(userId: string, { document, key }: StoredDraft): void {
  writeDraft(userId, document, key, "");
}
