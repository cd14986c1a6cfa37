import { z } from "zod";
import { idSchema } from "./ids.ts";

/** Most annotations that one call publishes: each of them may hold 20,000 characters and a thread. */
export const MAX_PUBLISHED = 100;

/** Body of `POST /api/layers/:l/publish`. */
export const publishBodySchema = z.strictObject({
  annotations: z
    .array(idSchema)
    .min(1)
    .max(MAX_PUBLISHED)
    .refine((ids) => new Set(ids).size === ids.length, "must name each annotation once"),
});
export type PublishBody = z.infer<typeof publishBodySchema>;

/** Where each of them is now: under the same id, in the team's layer. */
export const publishAnswerSchema = z.object({ items: z.array(z.object({ id: idSchema, layer: idSchema })) });
export type PublishAnswer = z.infer<typeof publishAnswerSchema>;
