import { z } from "zod";
import { idSchema } from "./ids.ts";
import { instantSchema } from "./text-fields.ts";

/** How long what was deleted can be brought back, counted from when the server stored the deletion. */
export const KEPT_DAYS = 30;
const DAY_MS = 24 * 3_600_000;
export const KEPT_MS = KEPT_DAYS * DAY_MS;

/** Days until it goes for good, begun ones counted; 0 when that is due. Both times in epoch ms, of the server. */
export function daysLeft(deletedAt: number, now: number): number {
  const gone = Math.max(0, now - deletedAt);
  return Math.max(0, Math.ceil(KEPT_DAYS - gone / DAY_MS));
}

/** Most deletions that are asked about at once. */
export const MAX_ASKED = 100;

/** `?ids=`: annotations and comments of the layer, by commas. */
export const deletionsQuerySchema = z.object({
  ids: z
    .string()
    .max(MAX_ASKED * 129)
    .transform((ids) => ids.split(","))
    .pipe(z.array(idSchema).min(1).max(MAX_ASKED)),
});
export type DeletionsQuery = z.infer<typeof deletionsQuerySchema>;

/** Those of them that are deleted. `deletedAt`: when the server stored that. */
export const deletionsAnswerSchema = z.object({
  items: z.array(z.object({ id: idSchema, deletedAt: instantSchema, daysLeft: z.int().min(0) })),
});
export type DeletionsAnswer = z.infer<typeof deletionsAnswerSchema>;
