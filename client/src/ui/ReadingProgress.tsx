import { formatNumber } from "./format.ts";
import styles from "./ReadingProgress.module.css";
import { words } from "./words.ts";

/** As much as is left of a text that counts as read: its last line break, and a sign or two. */
const END = 3;

interface ReadingProgressProps {
  /** How far somebody came, of how much: UTF-16 units. Null: they have not begun. */
  furthest: number | null;
  length: number;
}

/** 0 to 1; 1 only at the end. */
export function readFraction(furthest: number | null, length: number): number {
  if (furthest === null || length <= 0) return 0;
  if (furthest >= length - END) return 1;
  return Math.min(Math.max(furthest / length, 0), 0.99);
}

/** How far somebody has read, as a bar and in words. */
export function ReadingProgress({ furthest, length }: ReadingProgressProps) {
  const fraction = readFraction(furthest, length);
  const said =
    fraction === 0
      ? words.reading.unread
      : fraction === 1
        ? words.reading.read
        : words.reading.part(formatNumber(fraction, { style: "percent", maximumFractionDigits: 0 }));
  return (
    <span className={styles.progress}>
      <span className={styles.track} aria-hidden>
        <span className={styles.bar} style={{ inlineSize: `${fraction * 100}%` }} />
      </span>
      <span className={styles.words}>{said}</span>
    </span>
  );
}
