import { formatNumber } from "../../ui/format.ts";
import type { Catalogue } from "../english.ts";

export const erase: Catalogue["erase"] = {
  button: "Endgültig löschen …",
  one: (what) => `Endgültig löschen … ${what}`,
  title: (count) => (count === 1 ? "Endgültig löschen?" : `Diese ${formatNumber(count)} endgültig löschen?`),
  what: "Worte, Codes und Antworten verschwinden sofort vom Server, für alle, mit allem, was sie früher sagten. Niemand kann sie wiederherstellen, auch nicht, wer den Server betreibt.",
  reload:
    "Alle, die diesen Artikel geöffnet haben, laden seine Annotationen neu. Was andere noch nicht gesendet haben, bleibt.",
  stays: "Exporte, die jemand gemacht hat, und Sicherungen des Servers enthalten sie weiterhin.",
  recorded:
    "Dass etwas gelöscht wurde, wann und von wem, wird für die Eigentümer:innen des Arbeitsbereichs verzeichnet; was es war, nicht.",
  confirm: "Endgültig löschen",
  done: "Endgültig gelöscht.",
};
