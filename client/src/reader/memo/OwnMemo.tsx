import { Button, SegmentedControl } from "@mantine/core";
import { useState } from "react";
import { rightsOn } from "../../annotations/rights.ts";
import { Thread } from "../../annotations/Thread.tsx";
import type { ResolvedAnnotation } from "../../annotations/use-annotations.ts";
import { notify } from "../../ui/notify.ts";
import { useReaderRoom } from "../reader-context.ts";
import { MemoEditor } from "./MemoEditor.tsx";
import { MemoText } from "./MemoText.tsx";
import styles from "./memo.module.css";
import { joinedText } from "./memos-of.ts";
import { words } from "./words.ts";

/** One's own memo in the layer that is written into; several where two devices began one each. */
export function OwnMemo({ memos }: { memos: readonly ResolvedAnnotation[] }) {
  const { room } = useReaderRoom();
  const { canAnnotate } = room.writer;
  const [first] = memos;
  const [mode, setMode] = useState<"write" | "read">(first && first.note.trim() !== "" ? "read" : "write");
  const writing = canAnnotate && mode === "write";
  /** The one that is being written stays it, though an older one comes from elsewhere. */
  const [held, setHeld] = useState(first?.id);
  const current = memos.find(({ id }) => id === held) ?? first;
  if (current?.id !== held) setHeld(current?.id);
  return (
    <section className={styles.memo} aria-label={words.own}>
      <div className={styles.memoHead}>
        <h3 className={styles.name}>{words.own}</h3>
        {canAnnotate && (
          <SegmentedControl
            size="xs"
            aria-label={words.mode}
            data={[
              { value: "write", label: words.editing },
              { value: "read", label: words.reading },
            ]}
            value={mode}
            onChange={(value) => setMode(value === "write" ? "write" : "read")}
          />
        )}
      </div>
      <p className={styles.quiet}>{room.layer.kind === "team" ? words.ownHelp : helpFor(room.layer.kind)}</p>
      {memos.length > 1 && <Join memos={memos} />}
      {writing && <MemoEditor key={room.layer.id} memo={current ?? null} />}
      {!writing && memos.length === 0 && <p className={styles.quiet}>{words.empty}</p>}
      {memos.map((memo, index) =>
        writing && memo === current ? null : (
          <div key={memo.id}>
            {memos.length > 1 && <h4 className={styles.part}>{words.part(index + 1)}</h4>}
            <MemoText memo={memo} />
          </div>
        ),
      )}
      {first && !writing && (
        <Thread
          annotation={first}
          rights={rightsOn(first, room.writer)}
          focused
          replying={false}
          onReplyingTaken={undefined}
          onLeave={undefined}
        />
      )}
    </section>
  );
}

/** A private layer is its person's; a blind one is, until it is submitted or revealed. */
function helpFor(kind: string): string {
  return kind === "private" ? words.ownHelpPrivate : words.ownHelp;
}

/** Two devices began a memo each: both are shown, and can be made one. */
function Join({ memos }: { memos: readonly ResolvedAnnotation[] }) {
  const { room } = useReaderRoom();
  const text = joinedText(memos);
  const [first, ...rest] = memos;
  return (
    <div className={styles.join} role="status">
      <p className={styles.joinTitle}>{words.twoTitle}</p>
      <p>{words.two}</p>
      {text === null ? (
        <p>{words.tooLongToJoin}</p>
      ) : (
        room.writer.canAnnotate && (
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => {
              if (!first || !room.actions.open) return;
              room.actions.join(
                first.id,
                rest.map(({ id }) => id),
                text,
              );
              notify({ message: words.joined, tone: "good" });
            }}
          >
            {words.join}
          </Button>
        )
      )}
    </div>
  );
}
