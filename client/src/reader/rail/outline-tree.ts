import type { Block } from "../blocks.ts";

/** A heading with those below it. `from`: UTF-16 offset in the article. */
export interface OutlineItem {
  key: number;
  from: number;
  text: string;
  children: OutlineItem[];
}

const LEVELS: Readonly<Record<string, number>> = { h1: 1, h2: 2, h3: 3 };

/** The article's headings, each below the last one of a higher level; a level that was left out leaves no gap. */
export function outlineTree(blocks: readonly Block[]): OutlineItem[] {
  const top: OutlineItem[] = [];
  const open: { level: number; item: OutlineItem }[] = [];
  for (const { key, from, content } of blocks) {
    const level = LEVELS[content.kind];
    if (level === undefined) continue;
    const item: OutlineItem = { key, from, text: content.text, children: [] };
    while (open.length > 0 && (open.at(-1)?.level ?? 0) >= level) open.pop();
    (open.at(-1)?.item.children ?? top).push(item);
    open.push({ level, item });
  }
  return top;
}

/** Key of the heading that `offset` stands under; null before the first one. */
export function headingAt(blocks: readonly Block[], offset: number): number | null {
  let found: number | null = null;
  for (const { key, from, content } of blocks) {
    if (from > offset) break;
    if (LEVELS[content.kind] !== undefined) found = key;
  }
  return found;
}
