import type { Notice } from "@postil/shared/schema/notice";
import { AtSign, CalendarClock, CalendarPlus, CircleDot, Eye, Hourglass, type LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { useReadNotices } from "../api/notices.ts";
import { Avatar } from "../ui/Avatar.tsx";
import { formatDate } from "../ui/format.ts";
import { Time } from "../ui/Time.tsx";
import styles from "./notices.module.css";
import { words } from "./words.ts";

const ICONS: Record<Notice["kind"], LucideIcon> = {
  mention: AtSign,
  reply: CircleDot,
  assigned: CircleDot,
  opened: CalendarPlus,
  "due-soon": Hourglass,
  revealed: Eye,
  reminded: CalendarClock,
  extended: CalendarClock,
};

const DUE = { dateStyle: "medium", timeStyle: "short" } as const;

interface NoticeLineProps {
  notice: Notice;
  /** Called when it is followed. */
  onOpen?: () => void;
  /** What else stands on the line. */
  children?: ReactNode;
}

/** One line: who did what and where, leading to it. Following it marks it as read. */
export function NoticeLine({ notice, onOpen, children }: NoticeLineProps) {
  const { mutate: read } = useReadNotices();
  const { id, actors, thread, assignment, workspace, readAt, at, path } = notice;
  const [first] = actors;
  const Icon = ICONS[notice.kind];
  const follow = () => {
    if (readAt === null) read({ ids: [id] });
    onOpen?.();
  };
  return (
    <li className={styles.line} data-unread={readAt === null || undefined}>
      <span className={styles.sign} aria-hidden>
        {first ? <Avatar name={first.name} colour={first.colour} size={28} decorative /> : <Icon size={18} />}
      </span>
      <div className={styles.body}>
        <Link to={path} className={styles.link} onClick={follow}>
          {readAt === null && <span className="visually-hidden">{words.isUnread} </span>}
          {words.sentence(notice)}
          {assignment && <>: {assignment.title}</>}
        </Link>
        {thread && (thread.text !== "" || thread.quote !== "") && (
          <p className={styles.excerpt}>{thread.text || `“${thread.quote}”`}</p>
        )}
        <p className={styles.facts}>
          <Time at={at} />
          {assignment?.dueAt && notice.kind !== "revealed" && (
            <span>{words.due(formatDate(assignment.dueAt, DUE))}</span>
          )}
          {thread && (
            <span className={styles.where} title={thread.article.title}>
              {thread.article.title}
            </span>
          )}
          <span className={styles.where} title={workspace.name}>
            {workspace.name}
          </span>
        </p>
      </div>
      {children}
    </li>
  );
}
