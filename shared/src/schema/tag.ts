import { z } from "zod";
import { idSchema } from "./ids.ts";
import { instantSchema, lineSchema, optionalLineSchema, storableTextSchema } from "./text-fields.ts";

/** Tag colours are indexes into the palette of twelve. */
export const PALETTE_SIZE = 12;
export const colourSchema = z
  .number()
  .int()
  .min(0)
  .max(PALETTE_SIZE - 1);

export const NAME_LENGTH = 80;
/** A tag's name holds neither `;` nor `>`: both separate tags in exports. */
export const tagNameSchema = lineSchema(NAME_LENGTH).refine((name) => !/[;>]/.test(name), "must not hold ; or >");

/** Most signs that a person sees in a tag's sign, however many code points each is made of. */
const SIGN_LENGTH = 2;
/** Shown beside the colour, so that nothing is told by colour alone: `!`, `§`, `Q1`. */
export const signSchema = optionalLineSchema(16).refine(
  (sign) => sign === null || [...new Intl.Segmenter("en").segment(sign)].length <= SIGN_LENGTH,
  `must have at most ${SIGN_LENGTH} characters`,
);

export const DEFINITION_LENGTH = 2_000;
export const MOST_EXAMPLES = 20;
/** Longest passage of an example, in UTF-16 units. */
export const EXAMPLE_LENGTH = DEFINITION_LENGTH;
export const exampleSchema = z.strictObject({
  quote: storableTextSchema(EXAMPLE_LENGTH).refine((quote) => quote !== "", "must not be empty"),
  /** Where it is from, in words: an article's title, a page. */
  source: storableTextSchema(300).default(""),
  /** The annotation that it was taken from. */
  annotation: idSchema.nullable().default(null),
});
export type TagExample = z.infer<typeof exampleSchema>;

/**
 * `accepted`: part of the codebook. `proposed`: its maker uses it, an instructor has yet to accept it. `own`: made while
 * coding blind, seen by its maker and by those who may read what carries it.
 */
export const TAG_STATES = ["accepted", "proposed", "own"] as const;
export type TagState = (typeof TAG_STATES)[number];

const definition = storableTextSchema(DEFINITION_LENGTH);
const describing = {
  parentId: idSchema.nullable().optional(),
  /** The definition. */
  description: definition.optional(),
  whenToUse: definition.optional(),
  whenNot: definition.optional(),
  examples: z.array(exampleSchema).max(MOST_EXAMPLES).optional(),
  sign: signSchema.optional(),
  colour: colourSchema.optional(),
  shortcut: z.number().int().min(1).max(9).nullable().optional(),
};
export const createTagBodySchema = z.strictObject({
  name: tagNameSchema,
  ...describing,
  /** A blind layer of the caller's: the tag is theirs alone until the reveal. */
  layer: idSchema.optional(),
});
export type CreateTagBody = z.input<typeof createTagBodySchema>;
export type NewTag = z.infer<typeof createTagBodySchema>;
export const updateTagBodySchema = z.strictObject({
  name: tagNameSchema.optional(),
  ...describing,
  /** The sibling to stand before; null: as the last. Without it a tag that changes its parent becomes the last. */
  before: idSchema.nullable().optional(),
  /** Kept on what carries it, not offered any more; so is all that stands under it. */
  archived: z.boolean().optional(),
});
export type UpdateTagBody = z.input<typeof updateTagBodySchema>;
export type TagChange = z.infer<typeof updateTagBodySchema>;

/**
 * `count`: annotations carrying it, of those the caller may read. `path`: names from the root, joined by " > ".
 * `order`: its place among its siblings. `archived`: it or something above it is. `madeBy`: an actor.
 */
export const tagSchema = z.object({
  id: idSchema,
  workspaceId: idSchema,
  name: z.string(),
  path: z.string(),
  parentId: idSchema.nullable(),
  order: z.number().int(),
  description: z.string(),
  whenToUse: z.string(),
  whenNot: z.string(),
  examples: z.array(exampleSchema),
  sign: z.string().nullable(),
  colour: colourSchema,
  shortcut: z.number().int().nullable(),
  state: z.enum(TAG_STATES),
  madeBy: idSchema.nullable(),
  archivedAt: instantSchema.nullable(),
  archived: z.boolean(),
  mergedInto: idSchema.nullable(),
  mergedAt: instantSchema.nullable(),
  count: z.number().int(),
  createdAt: instantSchema,
});
export type Tag = z.infer<typeof tagSchema>;

/**
 * What deleting a tag did. `count`: annotations that carried it, of those the caller may read; their entries are
 * hidden, not erased. `moved`: the tags that stood under it and now stand where it stood.
 */
export const deletedTagSchema = z.object({ count: z.number().int(), moved: z.array(idSchema) });
export type DeletedTag = z.infer<typeof deletedTagSchema>;

/** `children`: what its deletion had `moved`; those still there come back under it. */
export const restoreTagBodySchema = z.strictObject({ children: z.array(idSchema).max(1_000).default([]) });
export type RestoreTagBody = z.infer<typeof restoreTagBodySchema>;

export const mergeTagBodySchema = z.strictObject({ into: idSchema });

/**
 * What a merge changes or has changed, as far as the caller may see: `count` annotations carry the tag, `both` of them
 * carry the other one too. `moved`: the tags under it, which go to the other one.
 */
export const mergeSchema = z.object({ count: z.number().int(), both: z.number().int(), moved: z.array(idSchema) });
export type Merge = z.infer<typeof mergeSchema>;

const share = { count: z.number().int() };
/**
 * What carries a tag, of what the caller may read: `count` the tag itself or one merged into it; the rest counts those
 * under it too, as the lists of annotations do.
 */
export const tagUseSchema = z.object({
  count: z.number().int(),
  withBelow: z.number().int(),
  articles: z.array(z.object({ id: idSchema, title: z.string(), ...share })),
  people: z.array(z.object({ actor: idSchema, name: z.string(), ...share })),
  layers: z.array(z.object({ kind: z.string(), ...share })),
});
export type TagUse = z.infer<typeof tagUseSchema>;

/** Why a proposed tag is not taken into the codebook; null: without a word. */
export const refuseTagBodySchema = z.strictObject({ reason: optionalLineSchema(500).default(null) });
export type RefuseTagBody = z.infer<typeof refuseTagBodySchema>;

/** A proposal that was refused, as its maker is told. `by`: an actor. */
export const refusalSchema = z.object({
  tag: idSchema,
  name: z.string(),
  colour: colourSchema,
  reason: z.string().nullable(),
  by: idSchema,
  at: instantSchema,
});
export type Refusal = z.infer<typeof refusalSchema>;
