import { MAX_NOTE_LENGTH } from "@postil/shared/schema/annotation";
import { isLeavingOut } from "../../annotations/agreement.ts";
import type { ResolvedAnnotation } from "../../annotations/use-annotations.ts";
import { BREAK } from "./merge-texts.ts";

/** What one person wrote on the article in one layer: one memo, or several that did not know of each other. */
export interface PersonsMemos {
  author: string;
  /** Of the layer; annotations of one author stand in several. */
  layer: string;
  /** The oldest first. */
  memos: readonly ResolvedAnnotation[];
}

/**
 * The memos among annotations, by person and layer, in order of their beginning. What was left out of an agreed layer
 * is said by memos too: those are none. Empty ones of others say nothing.
 */
export function memosOf(
  annotations: readonly ResolvedAnnotation[],
  layerOf: (id: string) => string,
  isOwn: (memo: ResolvedAnnotation) => boolean,
): PersonsMemos[] {
  const found = new Map<string, { author: string; layer: string; memos: ResolvedAnnotation[] }>();
  const memos = annotations
    .filter((one) => one.on === "memo" && !isLeavingOut(one) && (isOwn(one) || one.note.trim() !== ""))
    .sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1));
  for (const memo of memos) {
    const layer = layerOf(memo.id);
    const key = `${layer}/${memo.author}`;
    const here = found.get(key);
    if (here) here.memos.push(memo);
    else found.set(key, { author: memo.author, layer, memos: [memo] });
  }
  return [...found.values()];
}

/** The words of several memos as one, the oldest first, without what is empty or said twice; null when it is too long. */
export function joinedText(memos: readonly Pick<ResolvedAnnotation, "note">[]): string | null {
  const parts = [...new Set(memos.map(({ note }) => note.trim()).filter((note) => note !== ""))];
  const text = parts.join(BREAK);
  return text.length > MAX_NOTE_LENGTH ? null : text;
}
