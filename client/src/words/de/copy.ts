import { plural } from "../../ui/format.ts";
import type { Catalogue } from "../english.ts";

export const copy: Catalogue["copy"] = {
  name: "Leseexemplar",
  title: (article) => `Leseexemplar von ${article}`,
  command: "Leseexemplar, zum Drucken",
  back: "Zurück in den Leseraum",
  print: "Drucken",
  choose: "Was darin steht",
  layers: "Ebenen",
  threads: "Mit Kommentaren",
  notes: "Anmerkungen",
  count: (count) => plural(count, { one: "# Anmerkung", other: "# Anmerkungen" }),
  none: "Es gibt keine Annotationen zu zeigen: Hier wurde nichts annotiert, oder nichts passt zur Auswahl.",
  whole: "Zum ganzen Artikel",
  memo: "Memo",
  orphaned: "Zu Stellen, die nicht mehr im Text stehen",
  passage: (number) => `Anmerkung ${number}`,
  toPassage: (number) => `Zurück zu Stelle ${number}`,
  comments: "Kommentare",
  resolved: "Erledigt",
  in: (layer) => `Ebene: ${layer}`,
  loading: "Das Leseexemplar wird geladen",
};
