import { plural } from "../../ui/format.ts";

/** What the reading copy says. */
export const copy = {
  name: "Reading copy",
  title: (article: string) => `Reading copy of ${article}`,
  command: "Reading copy, to print",
  back: "Back to the reading room",
  print: "Print",
  choose: "What is in it",
  layers: "Layers",
  threads: "With comments",
  notes: "Notes",
  count: (count: number) => plural(count, { one: "# note", other: "# notes" }),
  none: "There are no annotations to show: nothing was annotated here, or nothing fits what is chosen.",
  whole: "On the whole article",
  memo: "Memo",
  orphaned: "On passages that are no longer in the text",
  passage: (number: number) => `Note ${number}`,
  toPassage: (number: number) => `Back to passage ${number}`,
  comments: "Comments",
  resolved: "Resolved",
  in: (layer: string) => `in ${layer}`,
  loading: "Loading the reading copy",
};
