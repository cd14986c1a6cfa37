import { formatNumber } from "../../ui/format.ts";
import type { Catalogue } from "../english.ts";

export const search: Catalogue["search"] = {
  open: "Im Artikel suchen",
  label: "Suche im Artikel",
  field: "Gesuchte Wörter",
  matchCase: "Groß- und Kleinschreibung beachten",
  wholeWords: "Ganze Wörter",
  diacritics: "Akzente beachten",
  next: "Weiter",
  previous: "Zurück",
  back: "Dorthin zurück, wo die Suche begann",
  close: "Schließen und hier bleiben",
  count: (at, of) => `${formatNumber(at)} von ${formatNumber(of)}`,
  none: "Nicht gefunden",
  nextPlace: "Nächste gefundene Stelle",
  previousPlace: "Vorige gefundene Stelle",
};
