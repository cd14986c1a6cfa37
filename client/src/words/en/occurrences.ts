import { formatNumber } from "../../ui/format.ts";

/** Annotating every occurrence of a quote. */
export const occurrences = {
  title: "Mark all occurrences",
  command: "Mark all occurrences of the selection or of the open annotation’s passage",
  button: "All occurrences",
  quote: "Words to find",
  matchCase: "Match capitals",
  wholeWords: "Whole words",
  ignoreDiacritics: "Ignore accents",
  tags: "Tags",
  addTag: "Add tag",
  removeTag: (name: string) => `Leave out ${name}`,
  note: "Note on each",
  list: "Occurrences",
  none: "Not found in this article.",
  nothingTyped: "Type what to find.",
  found: (count: number) => (count === 1 ? "1 occurrence" : `${formatNumber(count)} occurrences`),
  most: (count: number) => `Only the first ${formatNumber(count)} are shown. Mark these, then look again.`,
  already: (count: number) =>
    count === 1 ? "1 is annotated so already." : `${formatNumber(count)} are annotated so already.`,
  alreadyOne: "annotated so already",
  leftOut: (count: number) => `${formatNumber(count)} left out.`,
  all: "Choose all",
  nothing: "Choose none",
  show: "Show in the text",
  mark: (count: number) => {
    if (count === 0) return "Annotate";
    return count === 1 ? "Annotate 1 passage" : `Annotate ${formatNumber(count)} passages`;
  },
  tooMuch: (most: number) =>
    `With this note and these tags, ${formatNumber(most)} can be annotated at once. Shorten the note, or choose fewer.`,
  close: "Close",
  made: (count: number) =>
    count === 1 ? "1 annotation made." : `${formatNumber(count)} annotations made. One undo takes all of them back.`,
};
