/** Changing which passages an annotation is about. */
export const extent = {
  /** The ends of a passage, as controls. */
  start: "Beginning of the passage",
  end: "End of the passage",
  startOf: (part: number, parts: number) => `Beginning of passage ${part} of ${parts}`,
  endOf: (part: number, parts: number) => `End of passage ${part} of ${parts}`,
  startsWith: (words: string) => `begins with “${words}”`,
  endsWith: (words: string) => `ends after “${words}”`,
  nowStarts: (words: string) => `Begins with “${words}”.`,
  nowEnds: (words: string) => `Ends after “${words}”.`,
  noFurther: "It goes no further.",
  cancelled: "The passage stays as it was.",
  changedMeanwhile:
    "The passage was changed meanwhile. Yours was left out: look where it is now, then move its end again.",
  added: "Passage added to the annotation.",
  takenOut: "Passage taken out of the annotation.",
  lastPart: "An annotation keeps one passage at least. Delete it if you don’t want it.",
  tooMany: (most: number) => `An annotation holds at most ${most} passages.`,
  toText: "Select the passage in the text, then press + to add it.",
  /** Names of the commands. */
  add: "Add a passage to the open annotation",
  takeOut: "Take the selection out of the open annotation",
  endForward: "Move its end forward, with Alt by one character",
  endBack: "Move its end back",
  startForward: "Move its beginning forward",
  startBack: "Move its beginning back",
  cancel: "Leave the passage as it was",
};
