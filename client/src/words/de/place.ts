import type { Catalogue } from "../english.ts";

export const place: Catalogue["place"] = {
  returned: "Hier ging es zuletzt weiter.",
  toStart: "Zurück zum Anfang",
  stay: "Hier bleiben",
  start: "Zum Anfang des Artikels",
  furthest: "Zur am weitesten gelesenen Stelle",
};
