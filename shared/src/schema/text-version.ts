import { z } from "zod";
import { idSchema } from "./ids.ts";
import { instantSchema } from "./text-fields.ts";
import { hrefSchema, markKindSchema } from "./text-mark.ts";

/** A stretch of work on an article's text: what people did without a longer pause. */
export const textVersionSummarySchema = z.object({
  /** Place in the text's log after which it reads like this; names the version. */
  seq: z.number().int(),
  from: instantSchema,
  to: instantSchema,
  /** Who changed it then; nobody where the article was added. */
  people: z.array(z.object({ actor: idSchema, name: z.string(), colour: z.number().int() })),
  /** Commits in it. */
  changes: z.number().int(),
});
export type TextVersionSummary = z.infer<typeof textVersionSummarySchema>;

/** An article's text as it was: marks by UTF-16 offsets, end exclusive. */
export const textVersionContentSchema = z.object({
  seq: z.number().int(),
  text: z.string(),
  marks: z.array(
    z.object({
      kind: markKindSchema,
      from: z.number().int(),
      to: z.number().int(),
      href: hrefSchema.optional(),
    }),
  ),
});
export type TextVersionContent = z.infer<typeof textVersionContentSchema>;

/** A file read as an article's text would be, and nothing stored. */
export const readFileAnswerSchema = z.object({ text: z.string() });
