import { useMemo } from "react";
import styles from "./diff.module.css";
import { diffRows } from "./diff-rows.ts";
import { diffWords } from "./word-diff.ts";
import { words } from "./words.ts";

/** Lines drawn of a comparison. */
const MOST = 500;

/** What has to change in `before` to make it `after`: deleted words struck through, new ones underlined. */
export function DiffView({ before, after, label }: { before: string; after: string; label: string }) {
  const { edits, rows } = useMemo(() => {
    const found = diffWords(before, after);
    return { edits: found, rows: diffRows(before, found) };
  }, [before, after]);
  if (edits.length === 0) return <p className={styles.none}>{words.diff.none}</p>;
  return (
    <section className={styles.diff} aria-label={label}>
      <p className={styles.count}>{words.diff.count(edits.length)}</p>
      {rows.slice(0, MOST).map((row, index) =>
        "skipped" in row ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: the rows of a comparison have no other name
          <p key={index} className={styles.skipped}>
            {words.diff.skipped(row.skipped)}
          </p>
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: as above
          <p key={index} className={styles.row} dir="auto">
            {row.pieces.map(({ kind, text }, place) => {
              const Element = kind === "same" ? "span" : kind === "deleted" ? "del" : "ins";
              // biome-ignore lint/suspicious/noArrayIndexKey: as above
              return <Element key={place}>{text}</Element>;
            })}
          </p>
        ),
      )}
      {rows.length > MOST && <p className={styles.skipped}>{words.diff.more(rows.length - MOST)}</p>}
    </section>
  );
}
