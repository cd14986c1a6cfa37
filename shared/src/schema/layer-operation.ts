import { z } from "zod";
import { anchorSchema } from "./anchor.ts";
import { annotationTargetSchema, MAX_NOTE_LENGTH, MAX_SOURCES, reactionSignSchema } from "./annotation.ts";
import { idSchema } from "./ids.ts";

/** A passage as a script names it: 0-based Unicode code points, end exclusive, or the quote with what stands around it. */
export const passageSchema = z.union([
  z.strictObject({ start: z.number().int().min(0), end: z.number().int().min(1) }),
  z.strictObject({
    exact: z.string().min(1).max(100_000),
    prefix: z.string().max(200).optional(),
    suffix: z.string().max(200).optional(),
  }),
]);
export type Passage = z.infer<typeof passageSchema>;

const annotation = { annotation: idSchema };
const text = z.string().max(MAX_NOTE_LENGTH);

/** One operation of `POST /api/layers/:l/operations`. Ids may be chosen by the caller; they are answered either way. */
export const layerOperationSchema = z.discriminatedUnion("op", [
  z.strictObject({
    op: z.literal("annotate"),
    id: idSchema.optional(),
    on: annotationTargetSchema.default("passage"),
    passages: z.array(passageSchema).min(1).max(50).optional(),
    anchor: anchorSchema.optional(),
    note: text.optional(),
    tags: z.array(idSchema).max(50).optional(),
    /** Annotations that it is made from, of other layers too: an agreed one from what was coded. */
    sources: z.array(idSchema).max(MAX_SOURCES).optional(),
  }),
  z.strictObject({ op: z.literal("reanchor"), ...annotation, passages: z.array(passageSchema).min(1).max(50) }),
  z.strictObject({ op: z.literal("tag"), ...annotation, tag: idSchema }),
  z.strictObject({ op: z.literal("untag"), ...annotation, tag: idSchema }),
  z.strictObject({ op: z.literal("note"), ...annotation, text }),
  z.strictObject({
    op: z.literal("comment"),
    id: idSchema.optional(),
    ...annotation,
    parent: idSchema.nullable().default(null),
    text: text.min(1),
  }),
  z.strictObject({ op: z.literal("edit-comment"), comment: idSchema, text: text.min(1) }),
  z.strictObject({ op: z.literal("resolve"), ...annotation }),
  z.strictObject({ op: z.literal("reopen"), ...annotation }),
  z.strictObject({ op: z.literal("assign"), ...annotation, user: idSchema.nullable() }),
  z.strictObject({ op: z.literal("react"), target: idSchema, sign: reactionSignSchema, on: z.boolean() }),
  /** `target`: an annotation or a comment. */
  z.strictObject({ op: z.literal("delete"), target: idSchema }),
  z.strictObject({ op: z.literal("restore"), target: idSchema }),
]);
export type LayerOperation = z.infer<typeof layerOperationSchema>;

export const layerOperationsBodySchema = z.strictObject({
  operations: z.array(layerOperationSchema).min(1).max(1_000),
});
export const layerOperationsAnswerSchema = z.object({
  /** One id an operation: of the annotation or comment it made or changed. */
  items: z.array(z.object({ op: z.string(), id: idSchema })),
  /** The document's `seq` after them. */
  seq: z.number().int(),
});
