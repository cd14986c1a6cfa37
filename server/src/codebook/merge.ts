import { conflict, invalid } from "../platform/errors.ts";
import type { Codebook } from "./codebook.ts";
import { TagEntity, type TagRow } from "./tag.entity.ts";
import { noTag } from "./tag-errors.ts";
import { lineage } from "./tag-tree.ts";

/**
 * Lets `into` stand for `id` wherever that is carried; no document is written, so that it holds in private layers and
 * on devices that are offline, and can be undone. What stands under `id` goes under `into`, or up when `into` stands
 * under it itself. Returns the ids of those.
 */
export async function mergeTags(codebook: Codebook, id: string, into: string): Promise<string[]> {
  const { tag, target, children, parentId } = planMerge(codebook, id, into);
  codebook.assertRoomFor(children, parentId, [tag]);
  const moved = children.map((child) => child.id);
  // First, so that its name is free for one that stood under it.
  await codebook.manager.update(
    TagEntity,
    { id: tag.id },
    { mergedInto: target.id, mergedAt: () => "now()", mergedChildren: moved },
  );
  await codebook.move(children, parentId);
  return moved;
}

/** What the merge would move, and where to. 404, 422 and 409 as merging itself answers. */
export function planMerge(
  codebook: Codebook,
  id: string,
  into: string,
): { tag: TagRow; target: TagRow; children: TagRow[]; parentId: string | null } {
  const tag = codebook.one(id);
  const target = codebook.active().find((candidate) => candidate.id === into);
  // Merged ones are no targets, so that merges can't lead in a circle: what is merged into `tag` isn't active.
  if (!target || target.id === tag.id) {
    throw invalid([{ path: "into", message: "must be another tag of this codebook that isn't merged" }]);
  }
  if (tag.state !== "own" && target.state === "own") {
    throw conflict("tag-is-own", "A tag that is seen by all can't be merged into one that is yours alone.");
  }
  const byId = codebook.byId();
  const isBelow = lineage(target, byId).some((node) => node.id === tag.id);
  return { tag, target, children: codebook.childrenOf(id), parentId: isBelow ? tag.parentId : target.id };
}

/**
 * Undoes a merge: the tag stands for itself again, with all that carried it, wherever it was. What went from under it
 * comes back, unless it has been moved elsewhere since.
 */
export async function unmergeTag(codebook: Codebook, id: string): Promise<void> {
  const tag = codebook.tags.find((candidate) => candidate.id === id);
  if (!tag) throw noTag();
  if (tag.mergedInto === null) return;
  await codebook.bringBack(tag, tag.mergedChildren, { mergedInto: null, mergedAt: null, mergedChildren: [] });
}
