import type { Anchor, AnchorState, Segment } from "../schema/anchor.ts";
import { approximateSearch, SearchBudget } from "./approximate-search.ts";
import { joinRanges } from "./describe.ts";
import { matchQuote, SEARCH_STEPS } from "./match-quote.ts";
import { shortenQuote } from "./quote.ts";
import { decodePosition } from "./relative-position.ts";
import type { TextRange, TextSnapshot } from "./text-snapshot.ts";

/** Where an anchor's passages stand now: UTF-16 ranges in the order of the text, none when orphaned. */
export interface ResolvedAnchor {
  state: AnchorState;
  ranges: TextRange[];
}

/** Least likeness of what stands at the position to the quote for the position to be believed. */
const LIKENESS = 0.5;

/**
 * Finds an anchor's passages: by position, checked against the quote; else by the quote, exactly or fuzzily; else the
 * annotation is orphaned. A discontinuous passage that lost some of its parts keeps the others.
 */
export function resolveAnchor(source: TextSnapshot, anchor: Anchor): ResolvedAnchor {
  const ranges: TextRange[] = [];
  let state: AnchorState = "position";
  const budget = new SearchBudget(SEARCH_STEPS);
  anchor.segments.forEach((segment, index) => {
    const byPosition = atPosition(source, segment);
    if (byPosition) {
      ranges.push(byPosition);
      return;
    }
    const quote = {
      exact: segment.exact,
      hint: segment.from,
      prefix: index === 0 ? anchor.prefix : undefined,
      suffix: index === anchor.segments.length - 1 ? anchor.suffix : undefined,
    };
    const byQuote = matchQuote(source.text, quote, budget);
    state = "quote";
    if (byQuote) ranges.push(byQuote);
  });
  return ranges.length === 0 ? { state: "orphaned", ranges } : { state, ranges: joinRanges(ranges) };
}

function atPosition(source: TextSnapshot, segment: Segment): TextRange | null {
  const from = decodePosition(source.doc, source.type, segment.start);
  const to = decodePosition(source.doc, source.type, segment.end);
  if (from === null || to === null || from >= to) return null;
  return isLike(shortenQuote(source.text.slice(from, to)), segment.exact) ? { from, to } : null;
}

/**
 * Whether a passage that people have edited is still the one that was quoted: its ends are kept (something was put in
 * or taken out), or at least half of the quote's characters are.
 */
function isLike(passage: string, exact: string): boolean {
  if (passage === exact) return true;
  const shorter = Math.min(passage.length, exact.length);
  let head = 0;
  while (head < shorter && passage[head] === exact[head]) head++;
  let tail = 0;
  while (tail < shorter - head && passage.at(-1 - tail) === exact.at(-1 - tail)) tail++;
  if (head + tail >= shorter * LIKENESS) return true;
  return approximateSearch(passage, exact, Math.floor(exact.length * (1 - LIKENESS)), { limit: 1 }).length > 0;
}
