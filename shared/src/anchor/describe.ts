import { type Anchor, CONTEXT_LENGTH, MAX_SEGMENTS } from "../schema/anchor.ts";
import { ceilToCharacter, floorToCharacter } from "./code-points.ts";
import { shortenQuote } from "./quote.ts";
import { encodePosition } from "./relative-position.ts";
import type { TextRange, TextSnapshot } from "./text-snapshot.ts";

/**
 * Describes passages so that they can be found again. Ranges are sorted, those that touch or overlap are joined, and
 * none cuts a character in two.
 * @throws RangeError when a range is empty or lies outside the text, or when there are none or too many.
 */
export function describeAnchor(source: TextSnapshot, ranges: readonly TextRange[]): Anchor {
  const { text } = source;
  const joined = joinRanges(
    ranges.map(({ from, to }) => {
      if (!(from >= 0 && from < to && to <= text.length)) throw new RangeError(`no passage from ${from} to ${to}`);
      return { from: floorToCharacter(text, from), to: ceilToCharacter(text, to) };
    }),
  );
  const first = joined[0];
  const last = joined.at(-1);
  if (!first || !last) throw new RangeError("an anchor needs a passage");
  if (joined.length > MAX_SEGMENTS) throw new RangeError(`an anchor holds at most ${MAX_SEGMENTS} passages`);
  return {
    segments: joined.map(({ from, to }) => ({
      start: encodePosition(source.type, from, 0),
      end: encodePosition(source.type, to, -1),
      exact: shortenQuote(text.slice(from, to)),
      from,
      to,
    })),
    prefix: text.slice(ceilToCharacter(text, Math.max(0, first.from - CONTEXT_LENGTH)), first.from),
    suffix: text.slice(last.to, floorToCharacter(text, Math.min(text.length, last.to + CONTEXT_LENGTH))),
  };
}

/** Sorts ranges and joins those that touch or overlap. */
export function joinRanges(ranges: readonly TextRange[]): TextRange[] {
  const joined: TextRange[] = [];
  for (const range of [...ranges].sort((a, b) => a.from - b.from || a.to - b.to)) {
    const last = joined.at(-1);
    if (last && range.from <= last.to) last.to = Math.max(last.to, range.to);
    else joined.push({ ...range });
  }
  return joined;
}
