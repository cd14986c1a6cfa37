import type { Room } from "../annotations/room.ts";
import styles from "./reading-room.module.css";
import { words } from "./words.ts";

interface MarginNoticeProps {
  room: Room;
  /** Why nobody annotates in this layer, where that is not for want of a role. */
  closed: string | null;
  total: number;
  shown: number;
  filtering: boolean;
  onClear: () => void;
}

/** Beside the text when there is nothing there to read: how to begin, what one may do, what a filter hides. */
export function MarginNotice({ room, closed, total, shown, filtering, onClear }: MarginNoticeProps) {
  const { canAnnotate, canComment } = room.writer;
  const rights = canAnnotate
    ? null
    : closed !== null
      ? closed
      : canComment
        ? words.margin.commentOnly
        : words.margin.readOnly;
  if (filtering && shown < total) {
    return (
      <p className={styles.notice} role="status">
        {shown === 0 ? words.margin.emptyFiltered : words.margin.shown(shown, total)}{" "}
        <button type="button" className={styles.noticeButton} onClick={onClear}>
          {words.rail.clear}
        </button>
      </p>
    );
  }
  if (total > 0) return rights && <p className={styles.notice}>{rights}</p>;
  return (
    <div className={styles.notice}>
      <p className={styles.noticeTitle}>{words.margin.emptyTitle}</p>
      {canAnnotate ? (
        <>
          <p className={styles.byPointer}>{words.margin.empty}</p>
          <p className={styles.byTouch}>{words.margin.emptyTouch}</p>
        </>
      ) : (
        <p>{rights}</p>
      )}
    </div>
  );
}
