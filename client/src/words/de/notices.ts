import type { Notice } from "@postil/shared/schema/notice";
import { formatList, formatNumber } from "../../ui/format.ts";
import type { Catalogue } from "../english.ts";

function whoDid({ actors, people }: Pick<Notice, "actors" | "people">): string {
  const names = actors.map(({ name }) => name);
  const others = people - names.length;
  if (others > 0) names.push(others === 1 ? "eine weitere Person" : `${formatNumber(others)} weitere Personen`);
  return names.length === 0 ? "Jemand" : formatList(names);
}

/** The server counts to 100. */
const upTo99 = (count: number) => (count > 99 ? "99+" : String(count));

export const notices: Catalogue["notices"] = {
  title: "Mitteilungen",
  lead: "Was Ihnen mitgeteilt wurde, das Neueste zuerst.",
  bell: (unread) => (unread === 0 ? "Mitteilungen" : `Mitteilungen, ${upTo99(unread)} ungelesen`),
  unread: (count) => `${upTo99(count)} ungelesen`,
  count: upTo99,
  announced: (count) => (count === 1 ? "Eine ungelesene Mitteilung" : `${upTo99(count)} ungelesene Mitteilungen`),
  isUnread: "Ungelesen:",
  all: "Alle Mitteilungen",
  settings: "Was Ihnen mitgeteilt wird",
  readAll: "Alle als gelesen markieren",
  readOne: "Als gelesen markieren",
  readThis: (sentence) => `Als gelesen markieren: ${sentence}`,
  readFailed: "Das konnte nicht als gelesen markiert werden.",
  show: "Zeigen",
  shows: { all: "Alle", unread: "Ungelesene" },
  kinds: "Art",
  kind: {
    mention: "Erwähnungen",
    reply: "Antworten",
    assigned: "Diskussionen zu klären",
    opened: "Aufgaben, die beginnen",
    "due-soon": "Aufgaben, die bald fällig sind",
    revealed: "Aufgedeckte Arbeiten",
    reminded: "Erinnerungen",
    extended: "Mehr Zeit",
  },
  meaning: {
    mention: "Jemand nennt Sie in einer Notiz oder einem Kommentar",
    reply: "Auf Ihre Annotationen und Kommentare und in Diskussionen, an denen Sie teilnehmen",
    assigned: "Jemand bittet Sie, eine Diskussion zu klären",
    opened: "Sie werden gebeten, etwas zu lesen und zu annotieren",
    "due-soon": "Einen Tag, bevor Sie abgeben müssen, falls noch nicht geschehen",
    revealed: "Sie können lesen, was andere in einer Aufgabe gemacht haben",
    reminded: "Die Leitung erinnert Sie an eine Aufgabe",
    extended: "Die Leitung gibt Ihnen mehr Zeit für eine Aufgabe",
  },
  sentence: (notice) => {
    const { kind, count } = notice;
    const who = whoDid(notice);
    switch (kind) {
      case "mention":
        return count === 1 ? `Sie wurden von ${who} erwähnt` : `${formatNumber(count)} Erwähnungen von ${who}`;
      case "reply":
        return count === 1 ? `Antwort von ${who}` : `${formatNumber(count)} Antworten von ${who}`;
      case "assigned":
        return `Sie wurden von ${who} gebeten, eine Diskussion zu klären`;
      case "opened":
        return "Eine Aufgabe hat begonnen";
      case "due-soon":
        return "Eine Aufgabe ist bald fällig";
      case "revealed":
        return "Die Arbeiten einer Aufgabe wurden aufgedeckt";
      case "reminded":
        return count === 1 ? "Eine Erinnerung an eine Aufgabe" : `${formatNumber(count)} Erinnerungen an eine Aufgabe`;
      case "extended":
        return "Sie haben mehr Zeit für eine Aufgabe";
    }
  },
  due: (when) => `fällig am ${when}`,
  emptyTitle: "Noch nichts",
  empty: "Hier stehen Erwähnungen, Antworten, Diskussionen zu klären und was in Ihren Aufgaben geschieht.",
  noUnreadTitle: "Alles gelesen",
  noUnread: "Nichts wartet auf Sie.",
  noneTitle: "Nichts von dieser Art",
  none: "Wählen Sie andere Arten oder alle.",
  showAll: "Alle zeigen",
  loading: "Mitteilungen werden geladen",
  more: "Mehr zeigen",
  listError: "Ihre Mitteilungen lassen sich nicht laden",
  settingsTitle: "Was Ihnen mitgeteilt wird",
  settingsLead: "Jede Art an der Glocke, per Mail oder gar nicht.",
  settingsError: "Was Ihnen mitgeteilt wird, lässt sich nicht laden",
  saveFailed: "Das konnte nicht gespeichert werden.",
  mail: "Mail",
  mailHint: "Eine Mail mit dem, was Sie nicht gelesen haben. Sie sagt, wer und wo, und zitiert nichts.",
  noMail: "Dieser Server verschickt keine Mails.",
  digest: { never: "Keine Mail", hourly: "Höchstens einmal in der Stunde", daily: "Höchstens einmal am Tag" },
  columns: { kind: "Art", bell: "Glocke", mail: "Mail" },
  onBell: (kind) => `${kind}: an der Glocke`,
  inMail: (kind) => `${kind}: in der Mail`,
};
