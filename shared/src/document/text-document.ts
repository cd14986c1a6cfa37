import * as Y from "yjs";
import type { TextMark } from "../schema/text-mark.ts";

/** `text`: the article's plain characters, always ending in `\n`. */
export function articleText(doc: Y.Doc): Y.Text {
  return doc.getText("text");
}

/** `marks`: formatting that stands beside the text, markId -> mark. */
export function articleMarks(doc: Y.Doc): Y.Map<TextMark> {
  return doc.getMap<TextMark>("marks");
}

/** A mark by offsets, as importers give it: UTF-16, end exclusive. */
export interface MarkRange {
  kind: TextMark["kind"];
  from: number;
  to: number;
  href?: string;
}

/** A document name, taken apart. */
export interface DocumentName {
  kind: "text" | "layer";
  id: string;
}

export function parseDocumentName(name: string): DocumentName | null {
  const match = /^(text|layer)\/([A-Za-z0-9_-]{16,64})$/.exec(name);
  return match?.[1] && match[2] ? { kind: match[1] as DocumentName["kind"], id: match[2] } : null;
}

export function textDocumentName(articleId: string): string {
  return `text/${articleId}`;
}

export function layerDocumentName(layerId: string): string {
  return `layer/${layerId}`;
}
