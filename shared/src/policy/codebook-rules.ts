import type { Role } from "../schema/role.ts";
import type { TagState } from "../schema/tag.ts";
import type { TagAdders } from "../schema/workspace.ts";
import { can } from "./permissions.ts";

/**
 * What a tag becomes that `role` adds, by the workspace's setting: accepted at once, proposed, or (null) nothing, since
 * they may not add any.
 */
export function addedTagState(role: Role, adders: TagAdders): Exclude<TagState, "own"> | null {
  if (can(role, "edit-codebook")) return "accepted";
  if (!can(role, "annotate") || adders === "instructors") return null;
  return adders === "annotators" ? "accepted" : "proposed";
}

/** Whether `role` may rename, describe, move or delete a tag: those who keep the codebook any, a maker what isn't accepted. */
export function mayChangeTag(role: Role, adders: TagAdders, tag: { state: TagState; mine: boolean }): boolean {
  if (tag.state === "own") return tag.mine;
  if (can(role, "edit-codebook")) return true;
  return tag.state === "proposed" && tag.mine && addedTagState(role, adders) !== null;
}
