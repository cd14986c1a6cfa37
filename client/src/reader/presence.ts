import { decodePosition, encodePosition } from "@postil/shared/anchor/relative-position";
import { articleText } from "@postil/shared/document/text-document";
import { awarenessStateSchema } from "@postil/shared/protocol/awareness";
import { useEffect, useMemo, useState } from "react";
import type { DocumentSession } from "../sync/document-session.ts";
import { compareNames } from "../ui/format.ts";
import { blockElements, blockFrom } from "./dom-offsets.ts";
import type { TextRange } from "./text-range.ts";

/** Somebody else on this article, where they read and what they have selected. */
export interface Reader {
  actor: string;
  name: string;
  colour: number;
  /** Offset of the first character in their view. */
  at: number | null;
  selection: TextRange | null;
}

/** The others in a layer, once each, by name. Empty where there is no presence. */
export function useReaders(layer: DocumentSession | null, text: DocumentSession | null, me: string): readonly Reader[] {
  const [version, setVersion] = useState(0);
  const awareness = layer?.awareness ?? null;
  const doc = text?.doc ?? null;
  useEffect(() => {
    if (!awareness) return;
    const changed = () => setVersion((count) => count + 1);
    awareness.on("change", changed);
    changed();
    return () => awareness.off("change", changed);
  }, [awareness]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: version stands for what the awareness holds
  return useMemo(() => {
    if (!awareness || !doc) return [];
    const byActor = new Map<string, Reader>();
    for (const [client, state] of awareness.getStates()) {
      if (client === awareness.clientID) continue;
      const parsed = awarenessStateSchema.safeParse(state);
      if (!parsed.success || !parsed.data.user || parsed.data.user.actor === me) continue;
      const { user, at, selection } = parsed.data;
      const offset = (encoded: string) => decodePosition(doc, articleText(doc), encoded);
      const from = selection ? offset(selection.start) : null;
      const to = selection ? offset(selection.end) : null;
      const known = byActor.get(user.actor);
      byActor.set(user.actor, {
        ...user,
        at: (at ? offset(at) : null) ?? known?.at ?? null,
        selection: from !== null && to !== null && from < to ? { from, to } : (known?.selection ?? null),
      });
    }
    return [...byActor.values()].sort((a, b) => compareNames(a.name, b.name));
  }, [awareness, doc, me, version]);
}

/** How often one's place is told while scrolling, in ms. */
const PACE = 500;

/** Tells the others where one is and what one has selected. */
export function useTellPresence(
  layer: DocumentSession | null,
  text: DocumentSession | null,
  root: HTMLElement | null,
  selected: TextRange | null,
): void {
  const doc = text?.doc ?? null;
  const from = selected?.from ?? null;
  const to = selected?.to ?? null;
  useEffect(() => {
    if (!layer || !doc) return;
    const type = articleText(doc);
    layer.setPresence({
      selection:
        from === null || to === null || to > type.length
          ? null
          : { start: encodePosition(type, from, 0), end: encodePosition(type, to, -1) },
    });
  }, [layer, doc, from, to]);

  useEffect(() => {
    if (!layer || !doc || !root) return;
    let last: number | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const tell = () => {
      timer = undefined;
      const at = firstBlockInView(root);
      const type = articleText(doc);
      if (at === last || at === null || at > type.length) return;
      last = at;
      layer.setPresence({ at: encodePosition(type, at, 0) });
    };
    const onScroll = () => {
      timer ??= setTimeout(tell, PACE);
    };
    tell();
    window.addEventListener("scroll", onScroll, { passive: true });
    return () => {
      clearTimeout(timer);
      window.removeEventListener("scroll", onScroll);
    };
  }, [layer, doc, root]);
}

/** Offset of the first block that is in view by at least a line. Blocks stand in order, so by halving. */
export function firstBlockInView(root: HTMLElement): number | null {
  const blocks = blockElements(root);
  let low = 0;
  let high = blocks.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((blocks[middle] as HTMLElement).getBoundingClientRect().bottom < 96) low = middle + 1;
    else high = middle;
  }
  const block = blocks[Math.min(low, blocks.length - 1)];
  return block ? blockFrom(block) : null;
}
