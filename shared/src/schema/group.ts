import { z } from "zod";
import { MAX_ASSIGNMENT_PEOPLE } from "./assignment.ts";
import { idSchema } from "./ids.ts";
import { lineSchema } from "./text-fields.ts";

/** How many a workspace may have: a course has sections, not one for each person. */
export const MAX_GROUPS = 200;

export const groupNameSchema = lineSchema(80);
export const createGroupBodySchema = z.strictObject({ name: groupNameSchema });
export const renameGroupBodySchema = createGroupBodySchema;
/** Actors of all who are in it from now on. */
export const groupPeopleBodySchema = z.strictObject({
  actors: z
    .array(idSchema)
    .max(MAX_ASSIGNMENT_PEOPLE)
    .refine((actors) => new Set(actors).size === actors.length, "must not name one twice"),
});

/**
 * Some members of a workspace, such as a section of a course. `people`: their actors; for members who don't instruct
 * only themselves. `assignments`: those that ask it, for instructors; else none.
 */
export const groupSchema = z.object({
  id: idSchema,
  name: z.string(),
  people: z.array(idSchema),
  assignments: z.array(z.object({ id: idSchema, title: z.string() })),
});
export type MemberGroup = z.infer<typeof groupSchema>;
