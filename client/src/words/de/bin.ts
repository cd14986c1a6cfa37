import { formatNumber, plural } from "../../ui/format.ts";
import type { Catalogue } from "../english.ts";

export const bin: Catalogue["bin"] = {
  title: "Gelöschte Annotationen",
  command: "Gelöschte Annotationen: eine wiederherstellen",
  open: "Gelöschte Annotationen",
  help: (days) =>
    `Gelöschtes bleibt ${formatNumber(days)} Tage hier. Wiederherstellen kann es, wer es geschrieben hat, oder die Leitung; was jemand anderes gelöscht hat, nur die Leitung.`,
  emptyTitle: "Hier wurde nichts gelöscht",
  empty: "Annotationen und Kommentare, die in dieser Ebene gelöscht werden, lassen sich von hier wiederherstellen.",
  list: "Gelöschte Annotationen und Kommentare",
  annotation: (author) => `Annotation von ${author}`,
  comment: (author) => `Kommentar von ${author}`,
  on: "Zu:",
  wholeArticle: "Zum ganzen Artikel",
  memo: "Memo",
  note: "Notiz:",
  comments: (count) => plural(count, { one: "mit # Kommentar", other: "mit # Kommentaren" }),
  deletedBy: (name) => `Gelöscht von ${name}`,
  deletedByYou: "Von Ihnen gelöscht",
  left: (days) => plural(days, { one: "noch # Tag", other: "noch # Tage" }),
  due: "verschwindet gleich",
  onlyInstructor: "Nur die Leitung kann das wiederherstellen.",
  restore: "Wiederherstellen",
  restoreOne: (what) => `Wiederherstellen: ${what}`,
  restored: "Wiederhergestellt.",
  more: (count) => `${formatNumber(count)} weitere zeigen`,
};
