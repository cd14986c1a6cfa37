import type { Catalogue } from "../english.ts";

export const ui: Catalogue["ui"] = {
  tagline: "Gemeinsam lesen, am Rand.",
  cancel: "Abbrechen",
  close: "Schließen",
  undo: "Rückgängig",
  save: "Speichern",
  tryAgain: "Erneut versuchen",
  copy: "Kopieren",
  copied: "Kopiert",
  copyFailed: "Der Browser hat das Kopieren verweigert. Der Text ist ausgewählt: drücken Sie Strg+C.",
  loading: "Lädt",
  dismiss: "Ausblenden",
  notifications: "Meldungen",
  problem: "Das hat nicht geklappt",
  optional: "freiwillig",
  clear: (field) => `${field} leeren`,
  reading: {
    unread: "Noch nicht gelesen",
    part: (percent) => `${percent} gelesen`,
    read: "Gelesen",
  },
  nothingFound: "Nichts gefunden",
  language: "Sprache",
  languageAuto: "Wie der Browser",
  languageNotKept:
    "Dieser Browser hebt für diese Seite nichts auf, darum bleibt die Sprache, wie sie ist. Stellen Sie sie im Browser ein.",
  partMissing:
    "Das konnte nicht geladen werden: Es besteht keine Verbindung, oder Postil wurde aktualisiert. Alle Eingaben sind gesichert. Die Seite neu laden und noch einmal versuchen.",
  colours: [
    "Rot",
    "Orange",
    "Bernstein",
    "Oliv",
    "Grün",
    "Petrol",
    "Himmel",
    "Blau",
    "Violett",
    "Lila",
    "Rosa",
    "Schiefer",
  ],
  roles: {
    owner: "Eigentümer:in",
    instructor: "Leitung",
    annotator: "Annotator:in",
    commenter: "Kommentator:in",
    viewer: "Leser:in",
  },
  roleMeanings: {
    owner:
      "Eigentümer:innen führen den Arbeitsbereich: Sie dürfen, was die Leitung darf, ernennen weitere Eigentümer:innen, benennen ihn um und löschen ihn.",
    instructor:
      "Die Leitung fügt Artikel hinzu und berichtigt sie, pflegt das Codebuch, lädt Personen ein und moderiert.",
    annotator: "Annotator:innen annotieren und kommentieren und ändern, was von ihnen ist.",
    commenter: "Kommentator:innen lesen alles und antworten, annotieren aber nicht.",
    viewer: "Leser:innen lesen, suchen und exportieren.",
  },
};
