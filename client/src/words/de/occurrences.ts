import { formatNumber, plural } from "../../ui/format.ts";
import type { Catalogue } from "../english.ts";

export const occurrences: Catalogue["occurrences"] = {
  title: "Alle Vorkommen markieren",
  command: "Alle Vorkommen der Auswahl oder der Stelle der geöffneten Annotation markieren",
  button: "Alle Vorkommen",
  quote: "Gesuchte Wörter",
  matchCase: "Groß und klein unterscheiden",
  wholeWords: "Ganze Wörter",
  ignoreDiacritics: "Akzente übergehen",
  tags: "Codes",
  addTag: "Code hinzufügen",
  removeTag: (name) => `${name} weglassen`,
  note: "Notiz an jeder",
  list: "Vorkommen",
  none: "In diesem Artikel nicht gefunden.",
  nothingTyped: "Geben Sie ein, was gesucht wird.",
  found: (count) => plural(count, { one: "# Vorkommen", other: "# Vorkommen" }),
  most: (count) =>
    `Nur die ersten ${formatNumber(count)} werden gezeigt. Markieren Sie diese, und suchen Sie dann noch einmal.`,
  already: (count) => plural(count, { one: "# ist schon so annotiert.", other: "# sind schon so annotiert." }),
  alreadyOne: "schon so annotiert",
  leftOut: (count) => `${formatNumber(count)} weggelassen.`,
  all: "Alle wählen",
  nothing: "Keines wählen",
  show: "Im Text zeigen",
  mark: (count) => plural(count, { one: "# Stelle annotieren", other: "# Stellen annotieren" }),
  tooMuch: (most) =>
    `Mit dieser Notiz und diesen Tags lassen sich ${formatNumber(most)} auf einmal annotieren. Kürzen Sie die Notiz, oder wählen Sie weniger.`,
  close: "Schließen",
  made: (count) =>
    plural(count, {
      one: "# Annotation angelegt.",
      other: "# Annotationen angelegt. Einmal rückgängig nimmt alle zurück.",
    }),
};
