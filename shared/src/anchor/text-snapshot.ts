import type * as Y from "yjs";
import { articleText } from "../document/text-document.ts";

/** A text document and its plain text of this moment, read once for many anchors. */
export interface TextSnapshot {
  doc: Y.Doc;
  type: Y.Text;
  text: string;
}

export function textSnapshot(doc: Y.Doc): TextSnapshot {
  const type = articleText(doc);
  return { doc, type, text: type.toString() };
}

/** A stretch of text: UTF-16 offsets, end exclusive. */
export interface TextRange {
  from: number;
  to: number;
}
