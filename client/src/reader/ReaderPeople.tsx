import { Avatar } from "../ui/Avatar.tsx";
import type { Reader } from "./presence.ts";
import styles from "./reader-people.module.css";
import { words } from "./words.ts";

const MOST = 4;

interface ReaderPeopleProps {
  readers: readonly Reader[];
  /** Goes to where somebody reads. */
  onJump: (offset: number) => void;
}

/** The others on this article; a click leads to where they are. */
export function ReaderPeople({ readers, onJump }: ReaderPeopleProps) {
  if (readers.length === 0) return null;
  const shown = readers.length > MOST ? readers.slice(0, MOST - 1) : readers;
  const rest = readers.slice(shown.length);
  return (
    <ul className={styles.people} aria-label={words.people.label}>
      {shown.map((reader) => (
        <li key={reader.actor}>
          <button
            type="button"
            className={styles.person}
            aria-label={reader.at === null ? words.people.here(reader.name) : words.people.jump(reader.name)}
            title={reader.at === null ? words.people.here(reader.name) : words.people.jump(reader.name)}
            disabled={reader.at === null}
            onClick={() => {
              if (reader.at !== null) onJump(reader.at);
            }}
          >
            <Avatar name={reader.name} colour={reader.colour} size={26} decorative />
          </button>
        </li>
      ))}
      {rest.length > 0 && (
        <li className={styles.rest} title={rest.map(({ name }) => name).join(", ")}>
          <span aria-hidden>+{rest.length}</span>
          <span className="visually-hidden">{words.people.more(rest.length)}</span>
        </li>
      )}
    </ul>
  );
}
