import { z } from "zod";
import { epochMsSchema, idSchema } from "./ids.ts";

/** `comments` entry: a reply under an annotation, or under another comment. Immutable once set. */
export const commentEntrySchema = z.strictObject({
  annotation: idSchema,
  parent: idSchema.nullable(),
  author: idSchema,
  createdAt: epochMsSchema,
});
export type CommentEntry = z.infer<typeof commentEntrySchema>;
