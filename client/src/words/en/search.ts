import { formatNumber } from "../../ui/format.ts";

/** What the search in an article says. */
export const search = {
  open: "Search in the article",
  label: "Search in the article",
  field: "Words to look for",
  matchCase: "Match case",
  wholeWords: "Whole words",
  diacritics: "Accents count",
  next: "Next",
  previous: "Previous",
  back: "Back to where you were",
  close: "Close, stay here",
  count: (at: number, of: number) => `${formatNumber(at)} of ${formatNumber(of)}`,
  none: "Not found",
  nextPlace: "Next place found",
  previousPlace: "Previous place found",
};
