/** Between words that can't be put together any other way. */
export const BREAK = "\n\n---\n\n";

/**
 * One text out of two that were made from `base` without knowing of each other. Where they changed different places
 * both changes are in it; where they changed the same one, both texts are, `theirs` first.
 */
export function mergeTexts(base: string, theirs: string, ours: string): string {
  if (theirs === base || theirs === ours) return ours;
  if (ours === base) return theirs;
  const first = changeOf(base, theirs);
  const second = changeOf(base, ours);
  if (first.to <= second.from && first.from < second.to) return applied(base, second, first);
  if (second.to <= first.from && second.from < first.to) return applied(base, first, second);
  if (theirs.includes(ours)) return theirs;
  if (ours.includes(theirs)) return ours;
  return [theirs.trim(), ours.trim()].filter((text) => text !== "").join(BREAK);
}

/** What stands in place of `from`–`to` of a text. */
interface Change {
  from: number;
  to: number;
  words: string;
}

function changeOf(before: string, after: string): Change {
  const most = Math.min(before.length, after.length);
  let from = 0;
  while (from < most && before[from] === after[from]) from++;
  let same = 0;
  while (same < most - from && before.at(-1 - same) === after.at(-1 - same)) same++;
  return { from, to: before.length - same, words: after.slice(from, after.length - same) };
}

/** With the later change first, so that the places of the earlier one still hold. */
function applied(text: string, later: Change, earlier: Change): string {
  return [later, earlier].reduce((now, { from, to, words }) => now.slice(0, from) + words + now.slice(to), text);
}
