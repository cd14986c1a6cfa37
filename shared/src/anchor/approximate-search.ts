/** Where a pattern was found with some errors. `to` is exclusive. */
export interface ApproximateMatch {
  from: number;
  to: number;
  /** Insertions, deletions and replacements. */
  errors: number;
}

const WORD = 32;

/**
 * How much searching with errors may still cost, in steps of 32 rows of the pattern against one character of the text
 * (about 10 ns each). Whoever writes an anchor decides what has to be searched for, and every reader pays. Counted in
 * steps and not in time, so that all who search for the same in the same text come to the same end.
 */
export class SearchBudget {
  constructor(private steps: number) {}

  /** Takes what comparing so much text with such a pattern costs; false, and nothing is taken, when too little is left. */
  spend(textLength: number, patternLength: number): boolean {
    const cost = textLength * Math.ceil(patternLength / WORD);
    if (cost > this.steps) return false;
    this.steps -= cost;
    return true;
  }
}

/** For each character of the pattern, in which rows it stands: one 32-bit word a block of 32 rows. */
function rowsByCharacter(pattern: string, blocks: number): Map<number, Int32Array> {
  const rows = new Map<number, Int32Array>();
  for (let row = 0; row < pattern.length; row++) {
    const unit = pattern.charCodeAt(row);
    let words = rows.get(unit);
    if (!words) {
      words = new Int32Array(blocks);
      rows.set(unit, words);
    }
    const block = row >>> 5;
    words[block] = (words[block] as number) | (1 << (row & 31));
  }
  return rows;
}

/**
 * Where in `text` something ends that differs from `pattern` by as few errors as possible, at most `maxErrors`:
 * all such ends, ascending. Myers' bit-vector algorithm in blocks (G. Myers, JACM 46(3), 1999), 32 rows at a step.
 */
function bestEnds(text: string, pattern: string, maxErrors: number): { ends: number[]; errors: number } {
  const blocks = Math.ceil(pattern.length / WORD);
  const rows = rowsByCharacter(pattern, blocks);
  const none = new Int32Array(blocks);
  const plus = new Int32Array(blocks).fill(-1);
  const minus = new Int32Array(blocks);
  const lastRow = 1 << ((pattern.length - 1) & 31);
  let score = pattern.length;
  let errors = Math.min(maxErrors, pattern.length);
  let ends: number[] = [];
  for (let at = 0; at < text.length; at++) {
    const words = rows.get(text.charCodeAt(at)) ?? none;
    // 0 in the row above the first: a match may begin anywhere.
    let carry = 0;
    for (let block = 0; block < blocks; block++) {
      const pv = plus[block] as number;
      const mv = minus[block] as number;
      const equal = words[block] as number;
      const below = carry < 0 ? 1 : 0;
      const above = carry > 0 ? 1 : 0;
      const xv = equal | mv;
      const eq = equal | below;
      const xh = (((eq & pv) + pv) ^ pv) | eq;
      let ph = mv | ~(xh | pv);
      let mh = pv & xh;
      const top = block === blocks - 1 ? lastRow : 1 << 31;
      carry = (ph & top) !== 0 ? 1 : (mh & top) !== 0 ? -1 : 0;
      ph = (ph << 1) | above;
      mh = (mh << 1) | below;
      plus[block] = mh | ~(xv | ph);
      minus[block] = ph & xv;
    }
    score += carry;
    if (score > errors) continue;
    if (score < errors) {
      errors = score;
      ends = [];
    }
    ends.push(at + 1);
  }
  return { ends, errors };
}

function reverse(text: string): string {
  let reversed = "";
  for (let at = text.length - 1; at >= 0; at--) reversed += text[at];
  return reversed;
}

/**
 * Finds the stretches of `text` closest to `pattern`, with at most `maxErrors` errors: one for each place where the
 * best ones end, at most `limit` of them. Finds nothing, or only the first of them, once `budget` is used up.
 */
export function approximateSearch(
  text: string,
  pattern: string,
  maxErrors: number,
  { limit = 100, budget }: { limit?: number; budget?: SearchBudget } = {},
): ApproximateMatch[] {
  if (pattern.length === 0 || maxErrors < 0) return [];
  if (budget && !budget.spend(text.length, pattern.length)) return [];
  const { ends, errors } = bestEnds(text, pattern, maxErrors);
  const reversed = reverse(pattern);
  const matches: ApproximateMatch[] = [];
  for (const to of ends.slice(0, limit)) {
    // The longest match that ends here is found by searching backwards from its end.
    const before = Math.max(0, to - pattern.length - errors);
    if (budget && !budget.spend(to - before, pattern.length)) break;
    const found = bestEnds(reverse(text.slice(before, to)), reversed, errors);
    matches.push({ from: to - (found.ends[0] ?? to - before), to, errors });
  }
  return matches;
}
