import { z } from "zod";
import { idSchema } from "./ids.ts";

/** Most annotations and comments that one call erases. */
export const MAX_ERASED = 100;

/** Body of `POST /api/layers/:l/erase`: ids of annotations and comments. */
export const eraseBodySchema = z.strictObject({
  ids: z
    .array(idSchema)
    .min(1)
    .max(MAX_ERASED)
    .refine((ids) => new Set(ids).size === ids.length, "must name each once"),
});
export type EraseBody = z.infer<typeof eraseBodySchema>;

/** What is gone: annotations, and comments with those of the annotations among them; those erased before don't count. */
export const eraseAnswerSchema = z.object({ annotations: z.int().min(0), comments: z.int().min(0) });
export type EraseAnswer = z.infer<typeof eraseAnswerSchema>;
