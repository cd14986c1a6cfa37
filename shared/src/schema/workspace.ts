import { z } from "zod";
import { workAfterwardsSchema } from "./account.ts";
import { idSchema } from "./ids.ts";
import { roleSchema } from "./role.ts";
import { instantSchema, lineSchema } from "./text-fields.ts";

export const createWorkspaceBodySchema = z.strictObject({ name: lineSchema(120) });
/**
 * Who may add tags to the codebook: those who keep it, annotators too, or annotators by proposing them, which are theirs
 * to use until an instructor accepts them.
 */
export const TAG_ADDERS = ["instructors", "annotators", "propose"] as const;
export const tagAddersSchema = z.enum(TAG_ADDERS);
export type TagAdders = z.infer<typeof tagAddersSchema>;

export const updateWorkspaceBodySchema = z
  .strictObject({ name: lineSchema(120).optional(), tagAdders: tagAddersSchema.optional() })
  .refine((body) => Object.keys(body).length > 0, "must change something");
export type UpdateWorkspaceBody = z.infer<typeof updateWorkspaceBodySchema>;
/** `confirm`: the workspace's name, typed again. The page asks people for it; scripts may leave it out. */
export const deleteWorkspaceBodySchema = z.strictObject({ confirm: z.string().max(200).optional() });

/** `colour`: index 0-11 into the palette. */
export const workspaceSchema = z.object({
  id: idSchema,
  name: z.string(),
  sample: z.boolean(),
  tagAdders: tagAddersSchema,
  createdAt: instantSchema,
  me: z.object({ actor: idSchema, role: roleSchema, name: z.string(), colour: z.number().int() }),
  counts: z.object({ members: z.number().int(), articles: z.number().int() }),
  /** Names of the articles' free attributes in use, sorted. */
  attributeNames: z.array(z.string()),
});
export type Workspace = z.infer<typeof workspaceSchema>;

/** `email` only for instructors and owners. `active`: false for somebody who has left but whose work stays. */
export const memberSchema = z.object({
  actor: idSchema,
  name: z.string(),
  colour: z.number().int(),
  role: roleSchema.nullable(),
  active: z.boolean(),
  email: z.string().optional(),
  joinedAt: instantSchema.nullable(),
  /** Has left as "Former member 3": the name leads to nobody. */
  pseudonym: z.boolean(),
});
export type Member = z.infer<typeof memberSchema>;

export const changeRoleBodySchema = z.strictObject({ role: roleSchema });

export const removeMemberBodySchema = z.strictObject({ work: workAfterwardsSchema.default("name") }).prefault({});
/** Whose the workspace is to be. */
export const handOverBodySchema = z.strictObject({ actor: idSchema });
