/** Anything that may be a mark, a list or an address: most notes and comments hold none of it. */
const MARKS = /[*_`[\\<]|:\/\/|www\.|@|^\s*(?:[-+]|\d{1,9}[.)])\s/m;
/** Texts of more marks than anybody writes are shown as typed: what they cost to read grows faster than they do. */
const MOST_MARKS = 600;

/** Whether a text is worth being read as Markdown. Costs nothing, unlike what reads it. */
export function mayHoldMarkdown(text: string): boolean {
  return MARKS.test(text) && (text.match(/[*_`[\]<@]/g)?.length ?? 0) <= MOST_MARKS;
}
