/** Anything that may be a mark, a list or an address: most notes and comments hold none of it. */
const MARKS = /[*_`[\\<]|:\/\/|www\.|@|^\s*(?:[-+]|\d{1,9}[.)])\s/m;
/** Texts of more marks than anybody writes are shown as typed: what they cost to read grows faster than they do. */
const MOST_MARKS = 600;
/** A memo may hold what stands at the beginning of a line besides: headings, quotes, rules. */
const LONG_MARKS = /^\s{0,3}(?:#{1,6}\s|>|=+\s*$|(?:-\s*){2,}$)/m;

/** The same of lines, of what lines begin with, and of how deep quotes and lists stand in each other. */
const MOST_LINES = 1_000;
const MOST_BEGINNINGS = 1_000;
const DEEPEST = 10;
const BEGINNING = /[ \t]*(?:>|(?:[-+*]|\d{1,9}[.)])[ \t])/y;

/** Whether a text is worth being read as Markdown. Costs nothing, unlike what reads it. */
export function mayHoldMarkdown(text: string, { long = false } = {}): boolean {
  return (
    (MARKS.test(text) || (long && LONG_MARKS.test(text))) &&
    (text.match(/[*_`[\]<@]/g)?.length ?? 0) <= MOST_MARKS &&
    beginsPlainly(text)
  );
}

function beginsPlainly(text: string): boolean {
  const lines = text.split(/\r\n|\r|\n/);
  if (lines.length > MOST_LINES) return false;
  let all = 0;
  for (const line of lines) {
    BEGINNING.lastIndex = 0;
    for (let depth = 1; BEGINNING.test(line); depth++) {
      if (depth > DEEPEST) return false;
      all++;
    }
  }
  return all <= MOST_BEGINNINGS;
}
