import type { Tag } from "@postil/shared/schema/tag";
import { compareNames } from "../ui/format.ts";

/** Lower case, without diacritics: what people type when they look for something. */
export function fold(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/**
 * The tags that fit what was typed, the best first: names that begin with it, then words that do, then anything that
 * holds it, in the path or in the definition. With nothing typed: those used last, then the most used.
 */
export function searchTags(tags: readonly Tag[], typed: string, recent: readonly string[] = []): Tag[] {
  const wanted = fold(typed.trim());
  const usage = (tag: Tag) => {
    const place = recent.indexOf(tag.id);
    return place === -1 ? recent.length : place;
  };
  const byUse = (a: Tag, b: Tag) => usage(a) - usage(b) || b.count - a.count || compareNames(a.path, b.path);
  if (wanted === "") return [...tags].sort(byUse);
  const ranked: { tag: Tag; rank: number }[] = [];
  for (const tag of tags) {
    const rank = rankOf(tag, wanted);
    if (rank !== null) ranked.push({ tag, rank });
  }
  return ranked.sort((a, b) => a.rank - b.rank || byUse(a.tag, b.tag)).map(({ tag }) => tag);
}

function rankOf(tag: Tag, wanted: string): number | null {
  const name = fold(tag.name);
  if (name === wanted) return 0;
  if (name.startsWith(wanted)) return 1;
  if (name.split(/[^\p{L}\p{N}]+/u).some((word) => word.startsWith(wanted))) return 2;
  const path = fold(tag.path);
  if (path.includes(wanted)) return 3;
  if (wanted.split(/\s+/).every((word) => path.includes(word))) return 4;
  return fold(tag.description).includes(wanted) ? 5 : null;
}

/** Whether a tag of exactly this name exists at the top level, so that another can't be made there. */
export function hasTopLevelName(tags: readonly Tag[], name: string): boolean {
  const wanted = name.trim().toLowerCase();
  return tags.some((tag) => tag.parentId === null && tag.name.toLowerCase() === wanted);
}

/** The tags to offer beside a selection: those with a shortcut in its order, then the most used ones. */
export function quickTags(tags: readonly Tag[], most: number): Tag[] {
  const withShortcut = tags
    .filter((tag) => tag.shortcut !== null)
    .sort((a, b) => (a.shortcut as number) - (b.shortcut as number));
  const others = tags.filter((tag) => tag.shortcut === null && tag.count > 0).sort((a, b) => b.count - a.count);
  return [...withShortcut, ...others].slice(0, Math.max(most, withShortcut.length));
}
