import { z } from "zod";
import { relativePositionSchema } from "./relative-position.ts";

export const markKindSchema = z.enum(["h1", "h2", "h3", "li", "quote", "bold", "italic", "link"]);

/** Links lead to the web or to a mailbox, never to a script. */
export const hrefSchema = z
  .string()
  .max(2_000)
  .regex(/^(https?:\/\/|mailto:)/i, "must begin with http://, https:// or mailto:");

/** `marks` entry of a text document: formatting that stands beside the text, anchored like annotations. */
export const textMarkSchema = z
  .strictObject({
    kind: markKindSchema,
    start: relativePositionSchema,
    end: relativePositionSchema,
    href: hrefSchema.optional(),
  })
  .refine((mark) => (mark.kind === "link") === (mark.href !== undefined), "href belongs to links, and to them only");
export type TextMark = z.infer<typeof textMarkSchema>;
