import type { TextVersionSummary } from "@postil/shared/schema/text-version";
import { formatDate, formatList } from "../../ui/format.ts";
import styles from "./history.module.css";
import { words } from "./words.ts";

interface VersionListProps {
  versions: readonly TextVersionSummary[];
  selected: number;
  onSelect: (seq: number) => void;
}

/** Versions, newest first: when, and who. */
export function VersionList({ versions, selected, onSelect }: VersionListProps) {
  return (
    <ol className={styles.list} aria-label={words.history.versions}>
      {versions.map((version) => (
        <li key={version.seq}>
          <button
            type="button"
            className={styles.version}
            aria-current={version.seq === selected || undefined}
            onClick={() => onSelect(version.seq)}
          >
            <span className={styles.when}>{versionTime(version)}</span>
            <span className={styles.who}>{versionPeople(version)}</span>
          </button>
        </li>
      ))}
    </ol>
  );
}

/** When a version was finished, as people say it. */
export function versionTime({ to }: TextVersionSummary): string {
  return formatDate(to, { dateStyle: "medium", timeStyle: "short" });
}

function versionPeople({ people, changes }: TextVersionSummary): string {
  if (people.length === 0) return words.history.added;
  return words.history.by(formatList(people.map(({ name }) => name || words.history.somebody)), changes);
}
