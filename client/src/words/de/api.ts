import type { Catalogue } from "../english.ts";

export const api: Catalogue["api"] = {
  alias: (name, pseudonym) => `${name} (${pseudonym})`,
  unreachable: "Der Server ist nicht erreichbar. Prüfen Sie die Verbindung und versuchen Sie es erneut.",
  notSent:
    "Der Server ist nicht erreichbar. Es wurde nichts geändert. Prüfen Sie die Verbindung und versuchen Sie es erneut.",
  unexpected:
    "Der Server hat etwas geantwortet, das diese Seite nicht versteht. Laden Sie die Seite neu und versuchen Sie es erneut.",
  serverTrouble: "Der Server hat ein Problem. Versuchen Sie es gleich noch einmal.",
};
