import { useEffect, useState, useSyncExternalStore } from "react";
import type { DocumentSession } from "../sync/document-session.ts";
import { AnnotationIndex, type ResolvedAnnotation } from "./annotation-index.ts";

export type { ResolvedAnnotation } from "./annotation-index.ts";

const NONE: readonly ResolvedAnnotation[] = [];
const never = () => () => undefined;
const none = () => NONE;

/**
 * The annotations of a layer that are not deleted, in order of place: those on the whole article first, orphaned ones
 * last. Unchanged ones stay the same objects. Empty until both documents are there.
 */
export function useAnnotations(
  layer: DocumentSession | null,
  text: DocumentSession | null,
): readonly ResolvedAnnotation[] {
  const layerDoc = layer?.doc ?? null;
  const textDoc = text?.doc ?? null;
  const [index, setIndex] = useState<AnnotationIndex | null>(null);
  useEffect(() => {
    if (!layerDoc || !textDoc) return;
    const made = new AnnotationIndex(layerDoc, textDoc);
    setIndex(made);
    return () => {
      made.destroy();
      setIndex(null);
    };
  }, [layerDoc, textDoc]);
  return useSyncExternalStore(index?.subscribe ?? never, index?.current ?? none);
}
