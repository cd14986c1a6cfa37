import { z } from "zod";
import { idSchema } from "./ids.ts";
import { instantSchema, lineSchema, storableTextSchema } from "./text-fields.ts";

/** Tag colours are indexes into the palette of twelve. */
export const PALETTE_SIZE = 12;
export const colourSchema = z
  .number()
  .int()
  .min(0)
  .max(PALETTE_SIZE - 1);

/** A tag's name holds neither `;` nor `>`: both separate tags in exports. */
export const tagNameSchema = lineSchema(80).refine((name) => !/[;>]/.test(name), "must not hold ; or >");

const describing = {
  parentId: idSchema.nullable().optional(),
  description: storableTextSchema(2_000).optional(),
  colour: colourSchema.optional(),
  shortcut: z.number().int().min(1).max(9).nullable().optional(),
};
export const createTagBodySchema = z.strictObject({ name: tagNameSchema, ...describing });
export type CreateTagBody = z.infer<typeof createTagBodySchema>;
export const updateTagBodySchema = z.strictObject({ name: tagNameSchema.optional(), ...describing });
export type UpdateTagBody = z.infer<typeof updateTagBodySchema>;

/** `count`: annotations carrying it, of those the caller may read. `path`: names from the root, joined by " > ". */
export const tagSchema = z.object({
  id: idSchema,
  workspaceId: idSchema,
  name: z.string(),
  path: z.string(),
  parentId: idSchema.nullable(),
  description: z.string(),
  colour: colourSchema,
  shortcut: z.number().int().nullable(),
  mergedInto: idSchema.nullable(),
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
