import type { Catalogue } from "../english.ts";

export const extent: Catalogue["extent"] = {
  start: "Anfang der Stelle",
  end: "Ende der Stelle",
  startOf: (part, parts) => `Anfang von Stelle ${part} von ${parts}`,
  endOf: (part, parts) => `Ende von Stelle ${part} von ${parts}`,
  startsWith: (words) => `beginnt mit „${words}“`,
  endsWith: (words) => `endet nach „${words}“`,
  nowStarts: (words) => `Beginnt mit „${words}“.`,
  nowEnds: (words) => `Endet nach „${words}“.`,
  noFurther: "Weiter geht es nicht.",
  cancelled: "Die Stelle bleibt, wie sie war.",
  changedMeanwhile:
    "Die Stelle wurde inzwischen geändert. Ihre Änderung wurde weggelassen: sehen Sie nach, wo sie jetzt ist, und bewegen Sie das Ende dann noch einmal.",
  added: "Stelle zur Annotation hinzugefügt.",
  takenOut: "Stelle aus der Annotation herausgenommen.",
  lastPart: "Eine Annotation behält mindestens eine Stelle. Löschen Sie sie, wenn Sie sie nicht wollen.",
  tooMany: (most) => `Eine Annotation fasst höchstens ${most} Stellen.`,
  toText: "Wählen Sie die Stelle im Text aus und drücken Sie +, um sie hinzuzufügen.",
  add: "Der geöffneten Annotation eine Stelle hinzufügen",
  takeOut: "Die Auswahl aus der geöffneten Annotation herausnehmen",
  endForward: "Ihr Ende nach hinten bewegen, mit Alt um ein Zeichen",
  endBack: "Ihr Ende nach vorn bewegen",
  startForward: "Ihren Anfang nach hinten bewegen",
  startBack: "Ihren Anfang nach vorn bewegen",
  cancel: "Die Stelle lassen, wie sie war",
};
