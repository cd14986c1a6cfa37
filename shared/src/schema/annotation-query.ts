import { z } from "zod";
import { anchorStateSchema } from "./anchor.ts";
import { annotationTargetSchema } from "./annotation.ts";
import { idSchema } from "./ids.ts";
import { layerKindSchema } from "./role.ts";
import { instantOrDaySchema, instantSchema, pageQuerySchema, storableTextSchema } from "./text-fields.ts";

const oneOrMoreIds = z
  .union([idSchema, z.array(idSchema).max(100)])
  .transform((value) => (Array.isArray(value) ? value : [value]));

const idOrKind = z.union([idSchema, layerKindSchema]);
const oneOrMoreLayers = z
  .union([idOrKind, z.array(idOrKind).max(100)])
  .transform((value) => (Array.isArray(value) ? value : [value]));

const personOrMe = z.union([idSchema, z.literal("me")]);
const oneOrMorePeople = z
  .union([personOrMe, z.array(personOrMe).max(100)])
  .transform((value) => (Array.isArray(value) ? value : [value]));

/** The filters that the list of annotations and the exports share. A repeated parameter means any of them. */
export const annotationFilterSchema = z.object({
  article: oneOrMoreIds.optional(),
  /** Ids of layers, or kinds: `layer=private`. No id is as short as a kind. */
  layer: oneOrMoreLayers.optional(),
  tag: oneOrMoreIds.optional(),
  /** Actors, or `me`: whom the caller writes as, under a pseudonym too. */
  author: oneOrMorePeople.optional(),
  /** Whom the note or a comment mentions. */
  mentions: oneOrMorePeople.optional(),
  /** Who is to settle the thread. */
  assignee: oneOrMorePeople.optional(),
  /** Words to find in quote, note and comments; case is ignored. */
  q: storableTextSchema(200).optional(),
  resolved: z
    .enum(["true", "false"])
    .transform((value) => value === "true")
    .optional(),
  /** From this instant or day on, by the time shown. */
  since: instantOrDaySchema.optional(),
  /** Up to and including this instant or day. */
  until: instantOrDaySchema.optional(),
  /** `attribute=outlet:Reuters`, repeated. */
  attribute: z
    .union([storableTextSchema(250), z.array(storableTextSchema(250)).max(30)])
    .transform((value) => (Array.isArray(value) ? value : [value]))
    .optional(),
});
export type AnnotationFilter = z.infer<typeof annotationFilterSchema>;

export const annotationListQuerySchema = annotationFilterSchema.extend({
  ...pageQuerySchema.shape,
  /** Annotations by id, whichever layer they are in by now. */
  id: oneOrMoreIds.optional(),
  sort: z.enum(["place", "newest", "oldest"]).default("newest"),
});

/** With `bundle=1` it is a zip: the CSV or CSVs, what their columns hold, the codebook. */
export const bundleSchema = z.enum(["0", "1"]).default("0");

export const exportQuerySchema = annotationFilterSchema.extend({
  rows: z.enum(["annotation", "tag", "comment"]).default("annotation"),
  bom: z.enum(["0", "1"]).default("1"),
  raw: z.enum(["0", "1"]).default("0"),
  /** `names`: who it is in place of the pseudonyms of assignments, for instructors. */
  names: z.enum(["names", "pseudonyms"]).default("pseudonyms"),
  bundle: bundleSchema,
});
export type ExportQuery = z.infer<typeof exportQuerySchema>;

export const exportFormatSchema = z.enum(["csv-bundle", "xlsx", "jsonld"]);
export type ExportFormatId = z.infer<typeof exportFormatSchema>;

export const startExportBodySchema = exportQuerySchema.omit({ bundle: true }).extend({ format: exportFormatSchema });
export type StartExportBody = z.output<typeof startExportBodySchema>;

/** Offsets are 0-based Unicode code points of the current text, end exclusive; null when orphaned or not on a passage. */
export const annotationListItemSchema = z.object({
  id: idSchema,
  layerId: idSchema,
  layer: layerKindSchema,
  articleId: idSchema,
  article: z.string(),
  on: annotationTargetSchema,
  authorId: idSchema,
  author: z.string(),
  authorColour: z.number().int(),
  createdAt: instantSchema,
  updatedAt: instantSchema,
  start: z.number().int().nullable(),
  end: z.number().int().nullable(),
  quote: z.string(),
  anchor: anchorStateSchema.nullable(),
  note: z.string(),
  tags: z.array(idSchema),
  commentCount: z.number().int(),
  resolvedAt: instantSchema.nullable(),
  resolvedBy: z.string().nullable(),
  /** Name of who is to settle the thread. */
  assignee: z.string().nullable(),
  url: z.string(),
});
export type AnnotationListItem = z.infer<typeof annotationListItemSchema>;
