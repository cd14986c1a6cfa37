import { ceilToCharacter } from "@postil/shared/anchor/code-points";
import type { TextEdit } from "@postil/shared/anchor/text-edits";
import { diffArrays } from "diff";

/** How long a comparison may take, in ms, before it becomes coarser. */
const BUDGET = 800;

/**
 * What makes `after` of `before`, in whole words: lines are compared first, then the words of lines that differ. What
 * can't be told word by word in time is replaced as it stands, so the answer is always right, and only coarser where
 * two texts have nothing in common. Ascending, disjoint.
 * @param budget ms
 */
export function diffWords(before: string, after: string, budget: number = BUDGET): TextEdit[] {
  if (before === after) return [];
  const until = performance.now() + budget;
  const left = () => Math.max(1, until - performance.now());
  const hunks = diffParts(linesOf(before), linesOf(after), left()) ?? [{ from: 0, to: before.length, insert: after }];
  return hunks.flatMap((hunk) => {
    const old = before.slice(hunk.from, hunk.to);
    if (old === "" || hunk.insert === "") return [hunk];
    const words = diffParts(wordsOf(old), wordsOf(hunk.insert), left());
    return words?.map(({ from, to, insert }) => ({ from: from + hunk.from, to: to + hunk.from, insert })) ?? [hunk];
  });
}

/** null when it took longer than `budget`, ms. */
function diffParts(before: string[], after: string[], budget: number): TextEdit[] | null {
  const changes = diffArrays(before, after, { timeout: budget });
  if (changes === undefined) return null;
  const edits: TextEdit[] = [];
  let at = 0;
  let open: TextEdit | null = null;
  for (const { added, removed, value } of changes) {
    const text = value.join("");
    if (!added && !removed) {
      at += text.length;
      open = null;
      continue;
    }
    if (!open) {
      open = { from: at, to: at, insert: "" };
      edits.push(open);
    }
    if (added) open.insert += text;
    else {
      at += text.length;
      open.to = at;
    }
  }
  return edits;
}

function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

const WORDS = /[\p{L}\p{M}\p{N}_'’]+|\s+|[^\p{L}\p{M}\p{N}_'’\s]/gu;
/** Scripts that put no spaces between words. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
/** A segmenter's time grows with the square of what it is given: so long a piece at a time, in UTF-16 units. */
const PIECE = 400;
const segmenter = new Intl.Segmenter(undefined, { granularity: "word" });

function wordsOf(text: string): string[] {
  return (text.match(WORDS) ?? []).flatMap((run) => (UNSPACED.test(run) ? segmented(run) : run));
}

function segmented(run: string): string[] {
  const words: string[] = [];
  for (let at = 0; at < run.length; ) {
    const end = ceilToCharacter(run, Math.min(run.length, at + PIECE));
    for (const { segment } of segmenter.segment(run.slice(at, end))) words.push(segment);
    at = end;
  }
  return words;
}
