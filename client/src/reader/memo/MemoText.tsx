import { EditedMark } from "../../annotations/EditedMark.tsx";
import { RichText } from "../../annotations/RichText.tsx";
import type { ResolvedAnnotation } from "../../annotations/use-annotations.ts";
import { Time } from "../../ui/Time.tsx";
import styles from "./memo.module.css";
import { words } from "./words.ts";

/** A memo as it is read. */
export function MemoText({ memo }: { memo: ResolvedAnnotation }) {
  if (memo.note.trim() === "") return <p className={styles.quiet}>{words.empty}</p>;
  const edited = memo.noteEditedAt !== null && memo.noteEditedAt > memo.createdAt;
  return (
    <>
      <p className={styles.quiet}>
        <Time at={memo.createdAt} />{" "}
        {edited && <EditedMark kind="note" id={memo.id} at={memo.noteEditedAt as number} />}
      </p>
      <RichText text={memo.note} long className={styles.text} />
    </>
  );
}
