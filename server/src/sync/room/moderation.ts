import { layerMap } from "@postil/shared/document/layer-document";
import type * as Y from "yjs";
import { SYSTEM_ACTOR } from "../../articles/article-documents.ts";
import type { EntryRevision } from "../update-log.ts";

/**
 * Whether a change of a layer's entry was somebody's who did not write what it belongs to: an instructor who moved,
 * tagged or deleted what others made. `doc` is the layer after the change; authors never change there.
 */
export function isModeration(doc: Y.Doc, { map, key, actor }: Pick<EntryRevision, "map" | "key" | "actor">): boolean {
  if (actor === SYSTEM_ACTOR) return false;
  const author = authorOf(doc, map, key);
  return author !== undefined && author !== actor;
}

/** Of what only its author and instructors may change; undefined for the rest. */
function authorOf(doc: Y.Doc, map: string, key: string): string | undefined {
  const annotations = layerMap(doc, "annotations");
  switch (map) {
    case "anchors":
      return annotations.get(key)?.author;
    case "tags":
      return annotations.get(key.slice(0, key.indexOf("/")))?.author;
    case "deletions":
      return (annotations.get(key) ?? layerMap(doc, "comments").get(key))?.author;
    default:
      return undefined;
  }
}
