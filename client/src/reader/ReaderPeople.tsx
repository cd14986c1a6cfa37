import { Menu } from "@mantine/core";
import { Footprints, LocateFixed } from "lucide-react";
import { Avatar } from "../ui/Avatar.tsx";
import { words as followWords } from "./follow/words.ts";
import type { Reader } from "./presence.ts";
import styles from "./reader-people.module.css";
import { words } from "./words.ts";

const MOST = 4;

interface ReaderPeopleProps {
  readers: readonly Reader[];
  /** Goes to where somebody reads. */
  onJump: (offset: number) => void;
  /** Goes along with somebody, by actor. */
  onFollow: (actor: string) => void;
}

/** The others on this article: one can go to where they are, or along with them. */
export function ReaderPeople({ readers, onJump, onFollow }: ReaderPeopleProps) {
  if (readers.length === 0) return null;
  const shown = readers.length > MOST ? readers.slice(0, MOST - 1) : readers;
  const rest = readers.slice(shown.length);
  return (
    <ul className={styles.people} aria-label={words.people.label}>
      {shown.map((reader) => (
        <li key={reader.actor}>
          <ReaderMenu reader={reader} onJump={onJump} onFollow={onFollow} />
        </li>
      ))}
      {rest.length > 0 && (
        <li>
          <Menu>
            <Menu.Target>
              <button type="button" className={styles.rest} aria-label={words.people.more(rest.length)}>
                +{rest.length}
              </button>
            </Menu.Target>
            <Menu.Dropdown>
              {rest.map(({ actor, name, at }) => (
                <Menu.Item key={actor} disabled={at === null} onClick={() => onFollow(actor)}>
                  {followWords.follow(name)}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        </li>
      )}
    </ul>
  );
}

interface ReaderMenuProps extends Omit<ReaderPeopleProps, "readers"> {
  reader: Reader;
}

function ReaderMenu({ reader: { actor, name, colour, at }, onJump, onFollow }: ReaderMenuProps) {
  const here = words.people.here(name);
  return (
    <Menu>
      <Menu.Target>
        <button type="button" className={styles.person} aria-label={here} title={here} disabled={at === null}>
          <Avatar name={name} colour={colour} size={26} decorative />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<LocateFixed size={16} aria-hidden />}
          onClick={() => {
            if (at !== null) onJump(at);
          }}
        >
          {words.people.jump(name)}
        </Menu.Item>
        <Menu.Item leftSection={<Footprints size={16} aria-hidden />} onClick={() => onFollow(actor)}>
          {followWords.follow(name)}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
