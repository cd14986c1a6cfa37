import { formatNumber } from "../../ui/format.ts";

/** What was deleted in a layer, and bringing it back. */
export const bin = {
  title: "Deleted annotations",
  command: "Deleted annotations: bring one back",
  open: "Deleted annotations",
  help: (days: number) =>
    `What was deleted stays here for ${formatNumber(days)} days. Its author or an instructor can bring it back; what somebody else deleted, an instructor only.`,
  emptyTitle: "Nothing was deleted here",
  empty: "Annotations and comments that are deleted in this layer can be brought back from here.",
  list: "Deleted annotations and comments",
  annotation: (author: string) => `Annotation by ${author}`,
  comment: (author: string) => `Comment by ${author}`,
  on: "On:",
  wholeArticle: "On the whole article",
  memo: "Memo",
  note: "Note:",
  comments: (count: number) => (count === 1 ? "with 1 comment" : `with ${formatNumber(count)} comments`),
  deletedBy: (name: string) => `Deleted by ${name}`,
  deletedByYou: "Deleted by you",
  left: (days: number) => (days === 1 ? "1 day left" : `${formatNumber(days)} days left`),
  due: "about to go",
  onlyInstructor: "Only an instructor can bring it back.",
  restore: "Bring back",
  restoreOne: (what: string) => `Bring back: ${what}`,
  restored: "Brought back.",
  more: (count: number) => `Show ${formatNumber(count)} more`,
};
