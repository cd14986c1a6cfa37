import type { CodebookImport } from "@postil/shared/schema/codebook";
import styles from "./codebook.module.css";
import { words } from "./words.ts";

/** Lines of a preview that are shown; the rest is counted. */
const MOST = 200;

/** What an import would do, or why it can't be done. */
export function ImportPreview({ plan }: { plan: CodebookImport }) {
  const { files } = words;
  const count = (kind: string) => plan.items.filter((item) => item.kind === kind).length;
  const told = plan.items.filter((item) => item.kind !== "unchanged");
  return (
    <div className={styles.preview} aria-live="polite">
      {plan.problems.length > 0 && (
        <div role="alert">
          <p className={styles.strong}>{files.problems}</p>
          <ul className={styles.plain}>
            {plan.problems.slice(0, MOST).map(({ where, message }, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two problems may read the same
              <li key={index}>
                <span className={styles.strong}>{where}:</span> {message}
              </li>
            ))}
          </ul>
        </div>
      )}
      {plan.notes.map((note) => (
        <p key={note} className={styles.quiet}>
          {note}
        </p>
      ))}
      {plan.problems.length === 0 && (
        <>
          <p className={styles.strong}>
            {told.length === 0 ? files.nothing : files.counts(count("added"), count("changed"), count("unchanged"))}
          </p>
          {told.length > 0 && (
            // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, by keyboard too
            <ul className={styles.plan} tabIndex={0} aria-label={files.counts(count("added"), count("changed"), 0)}>
              {told.slice(0, MOST).map((item) => (
                <li key={item.path}>
                  <span className={styles.badge}>{files.kinds[item.kind]}</span> {item.path}
                </li>
              ))}
              {told.length > MOST && <li>{files.more(told.length - MOST)}</li>}
            </ul>
          )}
        </>
      )}
    </div>
  );
}
