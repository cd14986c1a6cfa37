import { layerMap } from "@postil/shared/document/layer-document";
import { useEffect, useRef } from "react";
import type * as Y from "yjs";
import type { ResolvedAnnotation } from "../annotations/use-annotations.ts";
import { notify } from "../ui/notify.ts";
import type { ReaderStore } from "./reader-store.ts";
import { words } from "./words.ts";

/** Opens the article at the annotation of its link, once it is there. */
export function useLinkedAnnotation(
  linked: string | null,
  annotations: readonly ResolvedAnnotation[],
  doc: Y.Doc,
  settled: boolean,
  store: ReaderStore,
  go: (offset: number) => void,
): void {
  const opened = useRef<string | null>(null);
  useEffect(() => {
    if (linked === null || opened.current === linked) return;
    const annotation = annotations.find(({ id }) => id === linked);
    if (annotation) {
      opened.current = linked;
      store.focus(linked);
      const [first] = annotation.ranges;
      // After the marks and cards of this rendering are laid out.
      if (first) requestAnimationFrame(() => go(first.from));
      return;
    }
    // The list may still be on its way; the document knows.
    const there = layerMap(doc, "annotations").has(linked) && !layerMap(doc, "deletions").has(linked);
    if (settled && !there) {
      opened.current = linked;
      notify({ message: words.page.linkGone });
    }
  }, [linked, annotations, doc, settled, store, go]);
}
