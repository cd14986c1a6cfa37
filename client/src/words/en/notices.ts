import type { Notice, NoticeKind } from "@postil/shared/schema/notice";
import { whoDid } from "@postil/shared/schema/who-did";

export const notices = {
  title: "Notices",
  lead: "What you were told of, the latest first.",
  bell: (unread: number) => (unread === 0 ? "Notices" : `Notices, ${notices.unread(unread)}`),
  unread: (count: number) => `${notices.count(count)} unread`,
  /** The server counts to 100. */
  count: (count: number) => (count > 99 ? "99+" : String(count)),
  announced: (count: number) => (count === 1 ? "One unread notice" : `${notices.count(count)} unread notices`),
  isUnread: "Unread:",
  all: "All notices",
  settings: "What you are told of",
  readAll: "Mark all read",
  readOne: "Mark read",
  readThis: (sentence: string) => `Mark read: ${sentence}`,
  readFailed: "That could not be marked as read.",
  show: "Show",
  shows: { all: "All", unread: "Unread" },
  kinds: "Kind",
  kind: {
    mention: "Mentions",
    reply: "Replies",
    assigned: "Threads to settle",
    opened: "Assignments that open",
    "due-soon": "Assignments due soon",
    revealed: "Work that was revealed",
    reminded: "Reminders",
    extended: "More time",
  } satisfies Record<NoticeKind, string>,
  meaning: {
    mention: "Somebody names you in a note or a comment",
    reply: "To your annotations and comments, and in threads you take part in",
    assigned: "Somebody asks you to settle a thread",
    opened: "You are asked to read and annotate something",
    "due-soon": "A day before you have to submit, if you have not",
    revealed: "You can read what others have done in an assignment",
    reminded: "An instructor reminds you of an assignment",
    extended: "An instructor gives you longer for an assignment",
  } satisfies Record<NoticeKind, string>,
  sentence: (notice: Notice): string => {
    const { kind, count } = notice;
    const who = whoDid(notice);
    switch (kind) {
      case "mention":
        return count === 1 ? `${who} mentioned you` : `${count} mentions by ${who}`;
      case "reply":
        return count === 1 ? `${who} replied` : `${count} replies by ${who}`;
      case "assigned":
        return `${who} asked you to settle a thread`;
      case "opened":
        return "An assignment is open";
      case "due-soon":
        return "An assignment is due soon";
      case "revealed":
        return "The work on an assignment was revealed";
      case "reminded":
        return count === 1 ? "A reminder of an assignment" : `${count} reminders of an assignment`;
      case "extended":
        return "You have more time for an assignment";
    }
  },
  due: (when: string) => `due ${when}`,
  emptyTitle: "Nothing yet",
  empty: "Here you will find mentions of you, replies, threads to settle, and what happens in your assignments.",
  noUnreadTitle: "All read",
  noUnread: "Nothing is waiting for you.",
  noneTitle: "Nothing of this kind",
  none: "Choose other kinds, or all of them.",
  showAll: "Show all",
  loading: "Loading notices",
  more: "Show more",
  listError: "Your notices can't be loaded",
  settingsTitle: "What you are told of",
  settingsLead: "Each kind on the bell, by mail, or not at all.",
  settingsError: "What you are told of can't be loaded",
  saveFailed: "That could not be saved.",
  mail: "Mail",
  mailHint: "One mail of what you have not read. It says who and where, and quotes nothing.",
  noMail: "This server sends no mail.",
  digest: { never: "No mail", hourly: "At most once an hour", daily: "At most once a day" },
  columns: { kind: "Kind", bell: "Bell", mail: "Mail" },
  onBell: (kind: string) => `${kind}: on the bell`,
  inMail: (kind: string) => `${kind}: in the mail`,
};
