import { z } from "zod";
import { idSchema } from "./ids.ts";
import { tagSchema } from "./tag.ts";
import { instantSchema, lineSchema } from "./text-fields.ts";

export const DIFFERENCE_KINDS = [
  "added",
  "removed",
  "renamed",
  "moved",
  "reordered",
  "redefined",
  "marked",
  "merged",
  "unmerged",
  "archived",
  "unarchived",
  "proposed",
  "accepted",
] as const;

/** Fields of a tag whose change is told with both texts. */
export const TOLD_FIELDS = ["description", "whenToUse", "whenNot", "examples", "sign", "colour", "shortcut"] as const;
export type ToldField = (typeof TOLD_FIELDS)[number];

/**
 * One thing in which two states of a codebook differ. `path`: the tag's, in the later state where it is there. `from`,
 * `to`: names of a renamed tag, parents' paths of a moved one ("" the top level), texts of a redefined or marked one
 * (`field` says which), the path of what a merged one went into.
 */
export const tagDifferenceSchema = z.object({
  id: idSchema,
  path: z.string(),
  kind: z.enum(DIFFERENCE_KINDS),
  field: z.enum(TOLD_FIELDS).nullable(),
  from: z.string().nullable(),
  to: z.string().nullable(),
});
export type TagDifference = z.infer<typeof tagDifferenceSchema>;

/** What somebody (`by`, an actor) did to the codebook at once. */
export const codebookChangeSchema = z.object({
  id: z.string(),
  at: instantSchema,
  by: idSchema,
  differences: z.array(tagDifferenceSchema),
});
export type CodebookChange = z.infer<typeof codebookChangeSchema>;

export const saveVersionBodySchema = z.strictObject({ label: lineSchema(120) });
/** A state of the codebook that was kept under a name. `tags`: how many it has. */
export const codebookVersionSchema = z.object({
  number: z.number().int(),
  label: z.string(),
  at: instantSchema,
  by: idSchema,
  tags: z.number().int(),
});
export type CodebookVersion = z.infer<typeof codebookVersionSchema>;

const stateSchema = z.union([z.literal("current"), z.coerce.number().int().min(1).max(1_000_000)]);
/** Numbers of versions, or `current`. */
export const differencesQuerySchema = z.object({ from: stateSchema, to: stateSchema });
export type DifferencesQuery = z.infer<typeof differencesQuerySchema>;
export const differencesSchema = z.object({ items: z.array(tagDifferenceSchema) });

export const CODEBOOK_FORMATS = ["csv", "qdc"] as const;
export type CodebookFormat = (typeof CODEBOOK_FORMATS)[number];

const importing = {
  /** What becomes of tags that are there already: changed to what the file says, or left as they are. */
  existing: z.enum(["update", "keep"]),
  /** false: only says what would happen. */
  apply: z.boolean(),
};
export const importCodebookBodySchema = z.strictObject({
  format: z.enum(CODEBOOK_FORMATS),
  text: z.string(),
  existing: importing.existing.default("update"),
  apply: importing.apply.default(false),
});
export type ImportCodebookBody = z.infer<typeof importCodebookBodySchema>;

/** `to`: another workspace whose codebook the caller keeps, or the name of a new one. */
export const copyCodebookBodySchema = z.strictObject({
  to: z.union([z.strictObject({ workspaceId: idSchema }), z.strictObject({ name: lineSchema(120) })]),
  existing: importing.existing.default("keep"),
  apply: importing.apply.default(false),
});
export type CopyCodebookBody = z.infer<typeof copyCodebookBodySchema>;

/** A tag that an import names. `fields`: what changes of one that is there already. */
export const importItemSchema = z.object({
  kind: z.enum(["added", "changed", "unchanged"]),
  path: z.string(),
  fields: z.array(z.string()),
});
export type ImportItem = z.infer<typeof importItemSchema>;

/**
 * What an import does, or would do. With `problems` nothing is done. `notes`: what had to be altered to fit, such as
 * names that were too long. `workspaceId`: where it went.
 */
export const codebookImportSchema = z.object({
  items: z.array(importItemSchema),
  problems: z.array(z.object({ where: z.string(), message: z.string() })),
  notes: z.array(z.string()),
  applied: z.boolean(),
  workspaceId: idSchema.nullable(),
});
export type CodebookImport = z.infer<typeof codebookImportSchema>;

/** What a version keeps of each tag. */
export const keptTagSchema = tagSchema
  .pick({
    id: true,
    parentId: true,
    order: true,
    name: true,
    description: true,
    whenToUse: true,
    whenNot: true,
    examples: true,
    sign: true,
    colour: true,
    shortcut: true,
    state: true,
    mergedInto: true,
  })
  .extend({ archived: z.boolean() });
export type KeptTag = z.infer<typeof keptTagSchema>;
