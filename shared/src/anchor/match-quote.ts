import { approximateSearch, SearchBudget } from "./approximate-search.ts";
import { quoteEnds } from "./quote.ts";
import type { TextRange } from "./text-snapshot.ts";

export interface Quote {
  exact: string;
  prefix?: string;
  suffix?: string;
  /** UTF-16 offset near which it stood. */
  hint?: number;
}

/** Shorter quotes are found exactly or not at all: with errors they would be found anywhere. */
const SHORTEST_FUZZY = 8;
/** Errors allowed, as a share of the quote's length. */
const FUZZY_SHARE = 0.25;
/** How far around the hint a fuzzy match is looked for before the whole text is searched, in UTF-16 units. */
const NEIGHBOURHOOD = 5_000;
const MOST_CANDIDATES = 1_000;
/**
 * Steps that searching for one anchor's quotes with errors may take, about 150 ms: the longest quote in 250,000
 * characters, or one of a sentence in some millions. What is left unsearched counts as not found.
 */
export const SEARCH_STEPS = 16_000_000;

/** How many characters at the end of `a` equal those at the end of `b`. */
function commonTail(a: string, b: string): number {
  let length = 0;
  while (length < a.length && length < b.length && a[a.length - 1 - length] === b[b.length - 1 - length]) length++;
  return length;
}

function commonHead(a: string, b: string): number {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length++;
  return length;
}

/** What stands around a candidate decides; among equals the one nearest to the hint. */
function bestCandidate(text: string, candidates: readonly TextRange[], quote: Quote): TextRange | null {
  const { prefix = "", suffix = "", hint = 0 } = quote;
  let best: { range: TextRange; context: number; distance: number } | null = null;
  for (const range of candidates) {
    const before = text.slice(Math.max(0, range.from - prefix.length), range.from);
    const after = text.slice(range.to, range.to + suffix.length);
    const context = commonTail(before, prefix) + commonHead(after, suffix);
    const distance = Math.abs(range.from - hint);
    if (!best || context > best.context || (context === best.context && distance < best.distance)) {
      best = { range, context, distance };
    }
  }
  return best?.range ?? null;
}

/** Every place where `exact` stands, at most 1,000. */
function occurrences(text: string, exact: string): TextRange[] {
  const found: TextRange[] = [];
  for (let at = text.indexOf(exact); at !== -1 && found.length < MOST_CANDIDATES; at = text.indexOf(exact, at + 1)) {
    found.push({ from: at, to: at + exact.length });
  }
  return found;
}

function fuzzy(text: string, quote: Quote, budget: SearchBudget): TextRange | null {
  const { exact, hint = 0 } = quote;
  if (exact.length < SHORTEST_FUZZY) return null;
  const maxErrors = Math.floor(exact.length * FUZZY_SHARE);
  const begin = Math.max(0, hint - NEIGHBOURHOOD);
  const around = text.slice(begin, hint + exact.length + NEIGHBOURHOOD);
  const near = approximateSearch(around, exact, maxErrors, { budget }).map(({ from, to }) => ({
    from: from + begin,
    to: to + begin,
  }));
  if (near.length > 0) return bestCandidate(text, near, quote);
  return bestCandidate(text, approximateSearch(text, exact, maxErrors, { budget }), quote);
}

/** A quote kept whole: exactly, else with errors. */
function matchWhole(text: string, quote: Quote, budget: SearchBudget): TextRange | null {
  return bestCandidate(text, occurrences(text, quote.exact), quote) ?? fuzzy(text, quote, budget);
}

/**
 * Finds a quote in a text: exactly where what stands around it fits best, else fuzzily (up to a quarter of its
 * characters may differ), near the hint. `null` when nothing comes close enough. Offsets are UTF-16. Searches that
 * belong together, such as those of one anchor, share a `budget`; once it is used up, only exact matches are found.
 */
export function matchQuote(
  text: string,
  quote: Quote,
  budget: SearchBudget = new SearchBudget(SEARCH_STEPS),
): TextRange | null {
  if (quote.exact.length === 0) return null;
  const ends = quoteEnds(quote.exact);
  if (!ends) return matchWhole(text, quote, budget);
  const head = matchWhole(text, { exact: ends.head, prefix: quote.prefix, hint: quote.hint }, budget);
  if (!head) return null;
  const tail = matchWhole(text.slice(head.to), { exact: ends.tail, suffix: quote.suffix, hint: 0 }, budget);
  return tail ? { from: head.from, to: head.to + tail.to } : null;
}
