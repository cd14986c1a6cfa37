import { CodePointIndex } from "@postil/shared/anchor/code-points";
import { resolveAnchor } from "@postil/shared/anchor/resolve";
import type { TextSnapshot } from "@postil/shared/anchor/text-snapshot";
import { articleText } from "@postil/shared/document/text-document";
import { type Anchor, type AnchorState, CONTEXT_LENGTH, ELLIPSIS } from "@postil/shared/schema/anchor";
import type { AnnotationTarget } from "@postil/shared/schema/annotation";
import { storableText } from "../platform/database/storable.ts";
import type { TextSnapshot as TextAtVersion } from "../sync/derived-writer.ts";

/** A text of one version with what many anchors need to be placed in it. */
export interface PlacingText extends TextSnapshot {
  version: number;
  codePoints: CodePointIndex;
}

const indexed = new WeakMap<TextAtVersion, PlacingText>();

/** Costs one pass over the text, once for each snapshot object. */
export function placingText(source: TextAtVersion): PlacingText {
  let placing = indexed.get(source);
  if (!placing) {
    placing = {
      doc: source.doc,
      type: articleText(source.doc),
      text: source.text,
      version: source.version,
      codePoints: new CodePointIndex(source.text),
    };
    indexed.set(source, placing);
  }
  return placing;
}

/** Where an annotation stands in the text and what it reads there. Offsets are code points, end exclusive. */
export interface Place {
  /** null for what is not on a passage. */
  state: AnchorState | null;
  start: number | null;
  end: number | null;
  quote: string;
  prefix: string;
  suffix: string;
}

/**
 * Places an annotation. Found passages are quoted as they read now, parts of a discontinuous one joined by " […] " and
 * spanned by the offsets; an orphan keeps the words it was made on.
 */
export function placeAnchor(target: AnnotationTarget, anchor: Anchor | null, source: PlacingText): Place {
  const nowhere = { start: null, end: null };
  if (target !== "passage") return { state: null, ...nowhere, quote: "", prefix: "", suffix: "" };
  if (!anchor) return { state: "orphaned", ...nowhere, quote: "", prefix: "", suffix: "" };
  const { state, ranges } = resolveAnchor(source, anchor);
  const first = ranges[0];
  const last = ranges.at(-1);
  if (!first || !last) {
    return {
      state: "orphaned",
      ...nowhere,
      quote: storableText(anchor.segments.map((segment) => segment.exact).join(ELLIPSIS)),
      prefix: storableText(anchor.prefix),
      suffix: storableText(anchor.suffix),
    };
  }
  const { text, codePoints } = source;
  return {
    state,
    start: codePoints.toCodePoints(first.from),
    end: codePoints.toCodePoints(last.to),
    quote: storableText(ranges.map((range) => text.slice(range.from, range.to)).join(ELLIPSIS)),
    prefix: contextText(text, Math.max(0, first.from - CONTEXT_LENGTH), first.from),
    suffix: contextText(text, last.to, Math.min(text.length, last.to + CONTEXT_LENGTH)),
  };
}

export interface PlacedPart {
  /** Code points, end exclusive; null where it isn't found. */
  start: number | null;
  end: number | null;
  exact: string;
}

/** The parts of a passage one by one; of an orphan, the words of each. */
export function placeParts(anchor: Anchor, source: PlacingText): PlacedPart[] {
  const { ranges } = resolveAnchor(source, anchor);
  if (ranges.length === 0) {
    return anchor.segments.map(({ exact }) => ({ start: null, end: null, exact: storableText(exact) }));
  }
  const { text, codePoints } = source;
  return ranges.map(({ from, to }) => ({
    start: codePoints.toCodePoints(from),
    end: codePoints.toCodePoints(to),
    exact: storableText(text.slice(from, to)),
  }));
}

/** What stands there, without halves of characters at its ends. */
function contextText(text: string, from: number, to: number): string {
  const context = text.slice(from, to);
  const whole = context.replace(/^[\udc00-\udfff]/, "").replace(/[\ud800-\udbff]$/, "");
  return storableText(whole);
}
