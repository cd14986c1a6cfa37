import { Button, NativeSelect, SegmentedControl } from "@mantine/core";
import { articleText } from "@postil/shared/document/text-document";
import type { TextVersionSummary } from "@postil/shared/schema/text-version";
import { RotateCcw } from "lucide-react";
import { useMemo, useState } from "react";
import { useTextVersion } from "../../api/text-versions.ts";
import type { DocumentSession } from "../../sync/document-session.ts";
import { ConfirmDialog } from "../../ui/ConfirmDialog.tsx";
import { ErrorState } from "../../ui/ErrorState.tsx";
import { Loading } from "../../ui/Loading.tsx";
import { notify } from "../../ui/notify.ts";
import { ArticleText } from "../ArticleText.tsx";
import { buildBlocks } from "../blocks.ts";
import { useArticleText } from "../use-article-text.ts";
import { DiffView } from "./DiffView.tsx";
import styles from "./history.module.css";
import { restoreVersion, sameMarks } from "./restore-text.ts";
import { versionTime } from "./VersionList.tsx";
import { words } from "./words.ts";

const NO_NOTES: ReadonlyMap<number, string> = new Map();
const NOW = "now";

interface VersionViewProps {
  article: string;
  session: DocumentSession;
  version: TextVersionSummary;
  versions: readonly TextVersionSummary[];
  onRestored: () => void;
}

/** One version: what it changed, or against any other, or the whole of it to read. */
export function VersionView({ article, session, version, versions, onRestored }: VersionViewProps) {
  const at = versions.findIndex(({ seq }) => seq === version.seq);
  const previous = versions[at + 1]?.seq ?? null;
  const [show, setShow] = useState<"differences" | "text">(previous === null ? "text" : "differences");
  const [against, setAgainst] = useState(previous === null ? NOW : String(previous));
  const [asking, setAsking] = useState(false);
  const read = useTextVersion(article, version.seq);
  const other = useTextVersion(article, against === NOW ? null : Number(against));
  const now = useArticleText(session)?.text ?? null;
  const writable = session.online && session.synced && (session.hello?.canEditText ?? false);
  const time = versionTime(version);

  const restore = (): undefined => {
    if (!read.data) return;
    restoreVersion(session.doc, read.data);
    setAsking(false);
    notify({ message: words.history.restored(time) });
    onRestored();
  };
  const otherText = against === NOW ? now : (other.data?.text ?? null);
  const error = read.error ?? other.error;
  const isOlder = against !== NOW && Number(against) < version.seq;
  const marksDiffer = other.data && read.data ? !sameMarks(other.data.marks, read.data.marks) : false;
  return (
    <section aria-label={words.history.version(time)} className={styles.view}>
      <div className={styles.tools}>
        <SegmentedControl
          aria-label={words.history.show}
          value={show}
          onChange={setShow}
          data={[
            { value: "differences", label: words.history.differences },
            { value: "text", label: words.history.text },
          ]}
        />
        {show === "differences" && (
          <NativeSelect
            aria-label={words.history.against}
            value={against}
            onChange={(event) => setAgainst(event.currentTarget.value)}
            data={[
              { value: NOW, label: words.history.now },
              ...versions
                .filter(({ seq }) => seq !== version.seq)
                .map((one) => ({ value: String(one.seq), label: words.history.compareWith(versionTime(one)) })),
            ]}
          />
        )}
        <Button
          variant="default"
          leftSection={<RotateCcw size={16} aria-hidden />}
          disabled={!read.data || !writable || at === 0}
          onClick={() => setAsking(true)}
        >
          {words.history.restore}
        </Button>
      </div>
      {!writable && <p className={styles.quiet}>{words.offline}</p>}
      {error ? (
        <ErrorState
          error={error}
          onRetry={() => {
            void read.refetch();
            void other.refetch();
          }}
        />
      ) : !read.data || (show === "differences" && otherText === null) ? (
        <Loading label={words.history.loading} />
      ) : show === "text" ? (
        <WholeText text={read.data.text} marks={read.data.marks} label={words.history.version(time)} />
      ) : (
        <>
          <DiffView
            before={isOlder ? (otherText ?? "") : read.data.text}
            after={isOlder ? read.data.text : (otherText ?? "")}
            label={words.history.differences}
          />
          {marksDiffer && <p className={styles.quiet}>{words.history.marksDiffer}</p>}
        </>
      )}
      <ConfirmDialog
        opened={asking}
        title={words.history.restoreTitle(time)}
        confirmLabel={words.history.restore}
        onConfirm={restore}
        onClose={() => setAsking(false)}
      >
        {words.history.restoreHelp}
        {read.data && now !== null && (
          <DiffView before={articleText(session.doc).toString()} after={read.data.text} label={words.history.changes} />
        )}
      </ConfirmDialog>
    </section>
  );
}

function WholeText({ text, marks, label }: { text: string; marks: Parameters<typeof buildBlocks>[1]; label: string }) {
  const blocks = useMemo(() => buildBlocks(text, marks), [text, marks]);
  return (
    <ArticleText
      ref={null}
      blocks={blocks}
      length={text.length}
      label={label}
      describedBy=""
      notes={NO_NOTES}
      titled={false}
    />
  );
}
