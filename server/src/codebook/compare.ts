import { type KeptTag, type TagDifference, TOLD_FIELDS, type ToldField } from "@postil/shared/schema/codebook";
import type { TagExample } from "@postil/shared/schema/tag";
import { inTreeOrder, tagPaths } from "./tag-tree.ts";

/** Marks a tag by its look and its key; the other fields tell what it means. */
const MARKS: ReadonlySet<ToldField> = new Set(["sign", "colour", "shortcut"]);

/** In what two states of a codebook differ, in the order of the later one, what was removed last. Pure. */
export function compareCodebooks(before: readonly KeptTag[], after: readonly KeptTag[]): TagDifference[] {
  const earlier = new Map(before.map((tag) => [tag.id, tag]));
  const later = new Map(after.map((tag) => [tag.id, tag]));
  const pathsBefore = tagPaths(before);
  const pathsAfter = tagPaths(after);
  const shifted = reordered(before, after);
  const found: TagDifference[] = [];
  for (const tag of inTreeOrder(after)) {
    const path = pathsAfter.get(tag.id) ?? tag.name;
    const tell = (kind: TagDifference["kind"], from: string | null = null, to: string | null = null) =>
      found.push({ id: tag.id, path, kind, field: null, from, to });
    const old = earlier.get(tag.id);
    if (!old) {
      tell(tag.state === "proposed" ? "proposed" : "added");
      continue;
    }
    if (old.name !== tag.name) tell("renamed", old.name, tag.name);
    if (old.parentId !== tag.parentId) {
      tell("moved", pathOf(pathsBefore, old.parentId), pathOf(pathsAfter, tag.parentId));
    } else if (shifted.has(tag.id)) tell("reordered");
    for (const field of TOLD_FIELDS) {
      const [from, to] = [told(old, field), told(tag, field)];
      if (from === to) continue;
      found.push({ id: tag.id, path, kind: MARKS.has(field) ? "marked" : "redefined", field, from, to });
    }
    if (old.mergedInto !== tag.mergedInto) {
      if (tag.mergedInto === null) tell("unmerged");
      else tell("merged", null, pathOf(pathsAfter, tag.mergedInto));
    }
    if (old.archived !== tag.archived) tell(tag.archived ? "archived" : "unarchived");
    if (old.state === "proposed" && tag.state === "accepted") tell("accepted");
  }
  for (const tag of inTreeOrder(before)) {
    if (later.has(tag.id)) continue;
    const path = pathsBefore.get(tag.id) ?? tag.name;
    found.push({ id: tag.id, path, kind: "removed", field: null, from: null, to: null });
  }
  return found;
}

function pathOf(paths: ReadonlyMap<string, string>, id: string | null): string {
  return id === null ? "" : (paths.get(id) ?? "");
}

function told(tag: KeptTag, field: ToldField): string {
  if (field === "examples") return tag.examples.map(exampleText).join("\n\n");
  const value = tag[field];
  return value === null ? "" : String(value);
}

function exampleText({ quote, source }: TagExample): string {
  return source === "" ? quote : `${quote} (${source})`;
}

/**
 * Tags that were put elsewhere among siblings that stayed: the fewest whose going explains the new order, so that a tag
 * that was moved up doesn't tell of all it passed.
 */
function reordered(before: readonly KeptTag[], after: readonly KeptTag[]): Set<string> {
  const placeBefore = new Map(inTreeOrder(before).map((tag, index) => [tag.id, index]));
  const parentBefore = new Map(before.map((tag) => [tag.id, tag.parentId]));
  const families = new Map<string | null, number[]>();
  const idAt = new Map([...placeBefore].map(([id, place]) => [place, id]));
  for (const tag of inTreeOrder(after)) {
    const place = placeBefore.get(tag.id);
    if (place === undefined || parentBefore.get(tag.id) !== tag.parentId) continue;
    const family = families.get(tag.parentId);
    if (family) family.push(place);
    else families.set(tag.parentId, [place]);
  }
  const moved = new Set<string>();
  for (const places of families.values()) {
    const kept = longestRising(places);
    for (const place of places) if (!kept.has(place)) moved.add(idAt.get(place) ?? "");
  }
  return moved;
}

/** The longest rising subsequence (patience sorting); values are distinct. */
function longestRising(values: readonly number[]): Set<number> {
  const tails: number[] = [];
  const previous = new Map<number, number | undefined>();
  for (const value of values) {
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((tails[middle] as number) < value) low = middle + 1;
      else high = middle;
    }
    previous.set(value, tails[low - 1]);
    tails[low] = value;
  }
  const kept = new Set<number>();
  for (let value = tails.at(-1); value !== undefined; value = previous.get(value)) kept.add(value);
  return kept;
}
