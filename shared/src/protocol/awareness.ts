import { z } from "zod";

/**
 * A client's awareness state in a layer document. `user` is stamped by the server over whatever the client says.
 * `selection`: what is selected, as relative positions in the text document (see anchor/relative-position).
 * `at`: the first character in view, the same way.
 */
export const awarenessStateSchema = z.object({
  user: z.object({ actor: z.string(), name: z.string(), colour: z.number().int() }).optional(),
  selection: z
    .object({ start: z.string().max(256), end: z.string().max(256) })
    .nullable()
    .optional(),
  at: z.string().max(256).nullable().optional(),
});
export type AwarenessState = z.infer<typeof awarenessStateSchema>;
