import { Avatar } from "../ui/Avatar.tsx";
import { usePeople } from "./live.ts";
import styles from "./PeopleHere.module.css";
import { words } from "./words.ts";

const MOST = 5;

/** The avatars of the others who are in the workspace now; `me` is one's own actor. */
export function PeopleHere({ workspaceId, me }: { workspaceId: string | undefined; me: string | undefined }) {
  const people = usePeople(workspaceId).filter(({ actor }) => actor !== me);
  if (people.length === 0) return null;
  const shown = people.length > MOST ? people.slice(0, MOST - 1) : people;
  const rest = people.slice(shown.length);
  return (
    <ul className={styles.people} aria-label={words.othersHere}>
      {shown.map((person) => (
        <li key={person.actor}>
          <Avatar name={person.name} label={words.here(person.name)} colour={person.colour} size={26} />
        </li>
      ))}
      {rest.length > 0 && (
        <li className={styles.rest} title={rest.map((person) => person.name).join(", ")}>
          <span aria-hidden>+{rest.length}</span>
          <span className="visually-hidden">{words.more(rest.length)}</span>
        </li>
      )}
    </ul>
  );
}
