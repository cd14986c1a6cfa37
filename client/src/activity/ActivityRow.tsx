import type { ActivityItem } from "@postil/shared/schema/activity";
import { BookOpenText, ClipboardList, type LucideIcon, Tags, UsersRound } from "lucide-react";
import type { KnownPerson } from "../api/people.ts";
import { Avatar } from "../ui/Avatar.tsx";
import { Time } from "../ui/Time.tsx";
import styles from "./activity.module.css";
import { Details } from "./Details.tsx";
import { Sentence } from "./Sentence.tsx";

interface ActivityRowProps {
  workspaceId: string;
  item: ActivityItem;
  /** Names as the workspace's pages say them: for instructors with who it is. */
  people?: ReadonlyMap<string, KnownPerson>;
  /** Without what it was about, passage and changes. */
  short?: boolean;
}

/** Something that happened: who, what, when, and a glimpse of it. */
export function ActivityRow({ workspaceId, item, people, short = false }: ActivityRowProps) {
  const known = item.person && people?.get(item.person.actor);
  return (
    <li className={styles.row}>
      {item.person ? (
        <Avatar name={known?.name ?? item.person.name} colour={item.person.colour} size={28} decorative />
      ) : (
        <Sign type={item.type} />
      )}
      <div className={styles.what}>
        <p className={styles.sentence}>
          <Sentence workspaceId={workspaceId} item={item} people={people} />
        </p>
        {!short && <Details item={item} />}
      </div>
      <span className={styles.when}>
        <Time at={item.at} />
      </span>
    </li>
  );
}

function Sign({ type }: { type: ActivityItem["type"] }) {
  const Icon = signOf(type);
  return (
    <span className={styles.sign}>
      <Icon size={16} aria-hidden />
    </span>
  );
}

function signOf(type: ActivityItem["type"]): LucideIcon {
  if (type.startsWith("assignment") || type === "consensus-opened") return ClipboardList;
  if (type.startsWith("codebook")) return Tags;
  return type.startsWith("member") || type === "role-changed" ? UsersRound : BookOpenText;
}
