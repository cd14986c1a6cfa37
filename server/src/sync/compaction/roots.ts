import { LAYER_MAPS, layerMap } from "@postil/shared/document/layer-document";
import { articleMarks, articleText } from "@postil/shared/document/text-document";
import * as Y from "yjs";

/** Names of a document's roots: what a thread is told that knows nothing of layers and texts. */
export interface RootNames {
  maps: string[];
  texts: string[];
}

/** Before anything is applied: a root that only an update has named is of no type. */
export function defineRoots(doc: Y.Doc, kind: "text" | "layer"): void {
  if (kind === "layer") for (const name of LAYER_MAPS) layerMap(doc, name);
  else {
    articleText(doc);
    articleMarks(doc);
  }
}

export function rootNames(kind: "text" | "layer"): RootNames {
  const doc = new Y.Doc();
  defineRoots(doc, kind);
  const names: RootNames = { maps: [], texts: [] };
  for (const [name, type] of doc.share) (type instanceof Y.Text ? names.texts : names.maps).push(name);
  doc.destroy();
  return names;
}
