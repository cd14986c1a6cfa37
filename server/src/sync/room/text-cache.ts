import { articleText } from "@postil/shared/document/text-document";
import type * as Y from "yjs";
import type { TextSnapshot } from "../derived-writer.ts";

const last = new WeakMap<Y.Doc, { seq: number; text: string }>();

/** The article's text as of `seq`; walking a long document for each look would cost more than the look. */
export function textAt(doc: Y.Doc, seq: number): TextSnapshot {
  let cached = last.get(doc);
  if (cached?.seq !== seq) {
    cached = { seq, text: articleText(doc).toString() };
    last.set(doc, cached);
  }
  return { doc, text: cached.text, version: seq };
}
