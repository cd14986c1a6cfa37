import { ELLIPSIS, MAX_EXACT_LENGTH } from "../schema/anchor.ts";
import { ceilToCharacter, floorToCharacter } from "./code-points.ts";

const HALF = MAX_EXACT_LENGTH / 2;

/** A passage as an anchor keeps it: whole up to 2,000 UTF-16 units, else its two ends around an ellipsis. */
export function shortenQuote(passage: string): string {
  if (passage.length <= MAX_EXACT_LENGTH) return passage;
  const head = passage.slice(0, floorToCharacter(passage, HALF));
  const tail = passage.slice(ceilToCharacter(passage, passage.length - HALF));
  return head + ELLIPSIS + tail;
}

/** The two ends of a shortened quote; `null` when the quote is whole. */
export function quoteEnds(exact: string): { head: string; tail: string } | null {
  if (exact.length <= MAX_EXACT_LENGTH) return null;
  // Heads are 999 or 1,000 units long: a character that would be cut goes to the middle.
  for (const at of [HALF, HALF - 1]) {
    if (exact.startsWith(ELLIPSIS, at)) return { head: exact.slice(0, at), tail: exact.slice(at + ELLIPSIS.length) };
  }
  return null;
}
