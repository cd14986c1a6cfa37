import { z } from "zod";
import { relativePositionSchema } from "./relative-position.ts";

/** Longest quote kept whole, in UTF-16 units; a longer one keeps its first and last half of this. */
export const MAX_EXACT_LENGTH = 2_000;
/** What stands between the two ends of a shortened quote, and between the parts of a discontinuous one. */
export const ELLIPSIS = " […] ";
/** Length of `prefix` and `suffix`, in UTF-16 units. */
export const CONTEXT_LENGTH = 32;
/** Most passages in one annotation. */
export const MAX_SEGMENTS = 50;

/** Highest offset that an anchor may hint at. */
export const MAX_OFFSET = 50_000_000;

const offsetSchema = z.number().int().min(0).max(MAX_OFFSET);

/**
 * One stretch of text. `start` and `end`: base64url of `Y.encodeRelativePosition` in the article's text document,
 * `start` with assoc 0, `end` with assoc -1. `from` and `to`: UTF-16 offsets when written, a hint only.
 */
export const segmentSchema = z
  .strictObject({
    start: relativePositionSchema,
    end: relativePositionSchema,
    exact: z.string().max(MAX_EXACT_LENGTH + ELLIPSIS.length),
    from: offsetSchema,
    to: offsetSchema,
  })
  .refine((segment) => segment.from <= segment.to, "from must not be after to");
export type Segment = z.infer<typeof segmentSchema>;

/** `anchors` entry. Several segments make a discontinuous passage, in the order of the text. */
export const anchorSchema = z.strictObject({
  segments: z.array(segmentSchema).min(1).max(MAX_SEGMENTS),
  prefix: z.string().max(CONTEXT_LENGTH),
  suffix: z.string().max(CONTEXT_LENGTH),
});
export type Anchor = z.infer<typeof anchorSchema>;

/** How an anchor was found: by its position, by its quote, or not at all. */
export const anchorStateSchema = z.enum(["position", "quote", "orphaned"]);
export type AnchorState = z.infer<typeof anchorStateSchema>;
