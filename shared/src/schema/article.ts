import { z } from "zod";
import { idSchema } from "./ids.ts";
import { layerKindSchema } from "./role.ts";
import { instantSchema, lineSchema, optionalLineSchema, pageQuerySchema, storableTextSchema } from "./text-fields.ts";

/** Most bytes of one uploaded or pasted article, as UTF-8. */
export const MAX_ARTICLE_BYTES = 5 * 1024 * 1024;
/** Most bytes of one uploaded file, pictures, fonts and all. */
export const MAX_SOURCE_BYTES = 25 * 1024 * 1024;
/** Most files in one import. */
export const MAX_IMPORT_FILES = 50;

/** A day, a month or a year: "2025-04-30", "2025-04", "2025". */
export const publishedSchema = z
  .string()
  .trim()
  .regex(/^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/, "must be a date like 2025-04-30, 2025-04 or 2025")
  .nullable();

/** An attribute's name holds no `:`, which stands between name and value in filters. */
export const attributeNameSchema = lineSchema(40)
  .refine((name) => !["__proto__", "constructor", "prototype"].includes(name), "is not a name that can be used")
  .refine((name) => !name.includes(":"), "must not hold :");
/** Free attributes (outlet, case, wave ...): name to value. */
export const attributesSchema = z
  .record(attributeNameSchema, lineSchema(200))
  .refine((attributes) => Object.keys(attributes).length <= 30, "must have at most 30 attributes");
export type Attributes = z.infer<typeof attributesSchema>;

const describing = {
  source: optionalLineSchema(500).optional(),
  author: optionalLineSchema(200).optional(),
  published: publishedSchema.optional(),
  attributes: attributesSchema.optional(),
};
export const articleTitleSchema = lineSchema(300);
export const createArticleBodySchema = z.strictObject({
  title: articleTitleSchema,
  text: z.string(),
  ...describing,
});
export type CreateArticleBody = z.infer<typeof createArticleBodySchema>;
export const updateArticleBodySchema = z.strictObject({ title: articleTitleSchema.optional(), ...describing });
export type UpdateArticleBody = z.infer<typeof updateArticleBodySchema>;

/** The text fields of a multipart import; `files` go with them. All but `importId` and `title` are said of every file. */
export const importFieldsSchema = z.strictObject({
  /** Chosen by the page, which then hears how far its import has come. */
  importId: idSchema.optional(),
  /** Only with one file; without it, the title is guessed. */
  title: articleTitleSchema.optional(),
  ...describing,
  /** As JSON text: `{"outlet": "Reuters"}`. */
  attributes: z
    .string()
    .max(10_000)
    .transform((text, context) => {
      try {
        return JSON.parse(text) as unknown;
      } catch {
        context.addIssue({ code: "custom", message: "must be JSON" });
        return z.NEVER;
      }
    })
    .pipe(attributesSchema)
    .optional(),
});
export type ImportFields = z.infer<typeof importFieldsSchema>;

function oneOrMore(item: z.ZodType<string>) {
  return z.union([item.transform((value) => [value]), z.array(item).max(30)]).optional();
}

/** A repeated parameter means any of its values; `attribute` any of a name's values, and all of the names. */
export const articleListQuerySchema = pageQuerySchema.extend({
  /** Words that all stand in title, source or author; case is ignored. */
  q: storableTextSchema(200).optional(),
  /** `attribute=outlet:Reuters`, repeated. */
  attribute: oneOrMore(storableTextSchema(250).regex(/^[^:]+:./, "must be name:value")),
  source: oneOrMore(storableTextSchema(500)),
  author: oneOrMore(storableTextSchema(200)),
  sort: z.enum(["title", "newest", "activity"]).default("newest"),
});
export type ArticleListQuery = z.infer<typeof articleListQuerySchema>;

/**
 * `actor`: whom the caller writes as in this layer. `assignment`: of blind and consensus layers. `owner`: the actor
 * whose it is, of private and blind ones.
 */
export const layerInfoSchema = z.object({
  id: idSchema,
  kind: layerKindSchema,
  document: z.string(),
  actor: idSchema,
  canAnnotate: z.boolean(),
  canComment: z.boolean(),
  assignment: idSchema.nullable(),
  owner: idSchema.nullable(),
});
export type LayerInfo = z.infer<typeof layerInfoSchema>;

/** `length` in UTF-16 units. */
export const articleSummarySchema = z.object({
  id: idSchema,
  workspaceId: idSchema,
  title: z.string(),
  source: z.string().nullable(),
  author: z.string().nullable(),
  published: z.string().nullable(),
  attributes: z.record(z.string(), z.string()),
  length: z.number().int(),
  createdAt: instantSchema,
  updatedAt: instantSchema,
});

/** A place in the text as an anchor's end: base64url of `Y.encodeRelativePosition`. */
const positionSchema = z
  .string()
  .max(200)
  .regex(/^[A-Za-z0-9_-]+$/, "must be base64url")
  .nullable();
/** In UTF-16 units; no longer than what can be imported. */
const offsetSchema = z.number().int().min(0).max(MAX_ARTICLE_BYTES);

/**
 * Where somebody was when they left an article (the first character in view), and how far they ever came (the last
 * one), as of `updatedAt`. Offsets are a hint where there are positions, which follow the text's corrections.
 */
export const readingSchema = z.object({
  place: offsetSchema,
  furthest: offsetSchema,
  placePosition: positionSchema,
  furthestPosition: positionSchema,
  updatedAt: instantSchema,
});
export type Reading = z.infer<typeof readingSchema>;

/** `updatedAt`: when it was read; a place of an earlier time than the stored one doesn't take its place. */
export const readingBodySchema = z.strictObject(readingSchema.shape);
export type ReadingBody = z.infer<typeof readingBodySchema>;

/** `reading`: the caller's own, which nobody else ever sees; null where they have not read. */
export const articleSchema = articleSummarySchema.extend({
  reading: readingSchema.nullable(),
  textDocument: z.string(),
  layers: z.array(layerInfoSchema),
});
export type Article = z.infer<typeof articleSchema>;

/** A row of the workspace's table of articles: counts are of what the caller may read. */
export const articleListItemSchema = articleSummarySchema.extend({
  reading: readingSchema.nullable(),
  annotationCount: z.number().int(),
  commentCount: z.number().int(),
  lastActivityAt: instantSchema.nullable(),
});
export type ArticleListItem = z.infer<typeof articleListItemSchema>;

/** `text` is the plain text that offsets count in; `version` counts its changes. */
export const articleTextSchema = z.object({ text: z.string(), version: z.number().int() });

/** `blind`: the caller's own in an assignment; `consensus`: the assignment's, after its reveal. */
export const createLayerBodySchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("private") }),
  z.strictObject({ kind: z.literal("blind"), assignment: idSchema }),
  z.strictObject({ kind: z.literal("consensus"), assignment: idSchema }),
]);
export type CreateLayerBody = z.infer<typeof createLayerBodySchema>;
