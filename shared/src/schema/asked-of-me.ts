import { z } from "zod";
import { assignmentSummarySchema } from "./assignment.ts";
import { idSchema } from "./ids.ts";

/**
 * An assignment that its person has not submitted yet. Of its articles they have begun `begun`, and of `done` all that
 * is asked is there.
 */
export const askedOfMeSchema = z.object({
  workspace: z.object({ id: idSchema, name: z.string() }),
  assignment: assignmentSummarySchema,
  begun: z.number().int(),
  done: z.number().int(),
});
export type AskedOfMe = z.infer<typeof askedOfMeSchema>;
