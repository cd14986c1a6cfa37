import { z } from "zod";
import { epochMsSchema, idSchema } from "./ids.ts";

/** What an annotation is about: passages, the whole article, or a memo on it. */
export const annotationTargetSchema = z.enum(["passage", "article", "memo"]);
export type AnnotationTarget = z.infer<typeof annotationTargetSchema>;

/** Most annotations that one may be made from. */
export const MAX_SOURCES = 200;

/** `annotations` entry: who made it and when. Immutable once set. */
export const annotationEntrySchema = z.strictObject({
  author: idSchema,
  createdAt: epochMsSchema,
  on: annotationTargetSchema,
  sources: z.array(idSchema).max(MAX_SOURCES).optional(),
});
export type AnnotationEntry = z.infer<typeof annotationEntrySchema>;

/** Longest note or comment, in UTF-16 units. */
export const MAX_NOTE_LENGTH = 20_000;

/** `notes` and `commentTexts` entry. */
export const editedTextSchema = z.strictObject({
  text: z.string().max(MAX_NOTE_LENGTH),
  editedAt: epochMsSchema,
});
export type EditedText = z.infer<typeof editedTextSchema>;

/** `tags`, `resolutions` and `deletions` entry: who did it and when. */
export const markedBySchema = z.strictObject({ by: idSchema, at: epochMsSchema });
export type MarkedBy = z.infer<typeof markedBySchema>;

/** `assignees` entry: `user` is the actor who is to settle the thread. */
export const assigneeEntrySchema = z.strictObject({ user: idSchema, by: idSchema, at: epochMsSchema });
export type AssigneeEntry = z.infer<typeof assigneeEntrySchema>;

/** The signs a reaction may carry. */
export const reactionSignSchema = z.enum(["agree", "question", "thanks", "insight"]);
export type ReactionSign = z.infer<typeof reactionSignSchema>;

export const reactionEntrySchema = z.strictObject({ at: epochMsSchema });
export type ReactionEntry = z.infer<typeof reactionEntrySchema>;
