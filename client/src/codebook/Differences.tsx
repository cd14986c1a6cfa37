import type { TagDifference } from "@postil/shared/schema/codebook";
import { useState } from "react";
import { colourName } from "../ui/colour-names.ts";
import styles from "./codebook.module.css";
import historyStyles from "./history.module.css";
import { words } from "./words.ts";

/** Differences that are shown at once; an import may make thousands. */
const FIRST = 20;

export function Differences({ items }: { items: readonly TagDifference[] }) {
  const [all, setAll] = useState(false);
  const shown = all ? items : items.slice(0, FIRST);
  return (
    <ul className={historyStyles.differences}>
      {shown.map((item) => (
        <Difference key={`${item.id} ${item.kind} ${item.field}`} item={item} />
      ))}
      {shown.length < items.length && (
        <li>
          <button type="button" className={historyStyles.textButton} onClick={() => setAll(true)}>
            {words.files.more(items.length - shown.length)}
          </button>
        </li>
      )}
    </ul>
  );
}

function Difference({ item: { kind, path, field, from, to } }: { item: TagDifference }) {
  const { history } = words;
  const isText = field !== null && kind === "redefined";
  return (
    <li>
      <span className={styles.badge}>{history.kinds[kind]}</span> <span className={styles.name}>{path}</span>
      {kind === "renamed" && <span> {history.fromTo(`“${from}”`, `“${to}”`)}</span>}
      {kind === "moved" && <span> {history.fromTo(from || history.top, to || history.top)}</span>}
      {kind === "merged" && to && <span> {history.into(to)}</span>}
      {field !== null && <span>: {history.fields[field]}</span>}
      {kind === "marked" && <span> {history.fromTo(mark(field, from), mark(field, to))}</span>}
      {isText && (
        <dl className={historyStyles.texts}>
          <dt>{history.was}</dt>
          <dd>{from || history.empty}</dd>
          <dt>{history.is}</dt>
          <dd>{to || history.empty}</dd>
        </dl>
      )}
    </li>
  );
}

function mark(field: TagDifference["field"], value: string | null): string {
  if (field === "colour" && value) return words.history.colour(colourName(Number(value)));
  return value || words.history.empty;
}
