import type { TextRange } from "@postil/shared/anchor/text-snapshot";
import { ELLIPSIS } from "@postil/shared/schema/anchor";
import { cutWords } from "@postil/shared/text/cut-text";
import type { ResolvedAnnotation } from "./use-annotations.ts";

/** The passage's words now; those that were stored when it can't be found. "" for annotations on the whole article. */
export function quoteOf(text: string, annotation: Pick<ResolvedAnnotation, "ranges" | "anchor">): string {
  if (annotation.ranges.length > 0) return readRanges(text, annotation.ranges);
  return annotation.anchor?.segments.map(({ exact }) => exact).join(ELLIPSIS) ?? "";
}

function readRanges(text: string, ranges: readonly TextRange[]): string {
  return ranges.map(({ from, to }) => text.slice(from, to)).join(ELLIPSIS);
}

/** The beginning of a long passage, cut between words. One line. */
export function shorten(quote: string, most: number): string {
  const line = quote.replace(/\s+/g, " ").trim();
  if (line.length <= most) return line;
  return `${cutWords(line, most)} …`;
}
