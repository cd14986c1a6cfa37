import type { Catalogue } from "../english.ts";

export const commands: Catalogue["commands"] = {
  title: "Tastenkürzel",
  show: "Tastenkürzel",
  single: "Tasten mit einem Buchstaben, einer Ziffer oder einem Zeichen",
  singleHelp:
    "Sie wirken ohne Strg und Alt. Beschränken Sie sie auf den Text, oder schalten Sie sie aus, wenn Sie diktieren oder Tasten versehentlich drücken. Alles bleibt über Schaltflächen erreichbar und mit der Befehlssuche beim Namen.",
  choices: { always: "Ein", text: "Nur im Text", never: "Aus" },
  off: "Diese Tasten sind ausgeschaltet.",
  groups: { everywhere: "Überall", pages: "Seiten" },
  held: "gedrückt halten",
  or: "oder",
  names: {
    control: "Strg",
    shift: "Umschalt",
    alt: "Alt",
    escape: "Esc",
    enter: "Eingabe",
    delete: "Entf",
    home: "Pos1",
    end: "Ende",
    pageUp: "Bild auf",
    pageDown: "Bild ab",
    space: "Leertaste",
  },
};
