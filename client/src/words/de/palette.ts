import { plural } from "../../ui/format.ts";
import type { Catalogue } from "../english.ts";

export const palette: Catalogue["palette"] = {
  title: "Alles finden",
  field: "Ein Befehl, eine Seite, ein Artikel, ein Code oder eine Person",
  placeholder: "Was soll geschehen, wohin soll es gehen?",
  results: "Ergebnisse",
  count: (count) => plural(count, { one: "# Ergebnis", other: "# Ergebnisse" }),
  none: "Nichts mit diesem Namen.",
  help: "Ein anderes Wort eingeben, oder nur dessen erste Buchstaben.",
  groups: { pages: "Seiten", workspaces: "Arbeitsbereiche", articles: "Artikel", tags: "Codes", people: "Personen" },
  home: "Alle Arbeitsbereiche",
  account: "Konto",
  notices: "Mitteilungen",
  recovered: "Gerettete Arbeit",
  page: (page, workspace) => `${page} von ${workspace}`,
  annotationsTagged: (tag) => `Annotationen mit ${tag}`,
  annotationsBy: (name) => `Annotationen von ${name}`,
};
