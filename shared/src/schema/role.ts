import { z } from "zod";

/** From the most rights to the fewest. */
export const ROLES = ["owner", "instructor", "annotator", "commenter", "viewer"] as const;
export const roleSchema = z.enum(ROLES);
export type Role = z.infer<typeof roleSchema>;

export const layerKindSchema = z.enum(["team", "private", "blind", "consensus"]);
export type LayerKind = z.infer<typeof layerKindSchema>;
