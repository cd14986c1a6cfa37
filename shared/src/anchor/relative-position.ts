import { fromBase64UrlEncoded, toBase64UrlEncoded } from "lib0/buffer";
import * as Y from "yjs";

/**
 * The place before the character at `offset` (UTF-16), as base64url of `Y.encodeRelativePosition`.
 * With `assoc` 0 it sticks to the character after it, with -1 to the one before, so that text typed at a passage's
 * edges stays outside.
 */
export function encodePosition(text: Y.Text, offset: number, assoc: 0 | -1): string {
  const position = Y.createRelativePositionFromTypeIndex(text, offset, assoc);
  return toBase64UrlEncoded(Y.encodeRelativePosition(position)).replace(/=+$/, "");
}

/** The UTF-16 offset where an encoded place stands now; `null` when it names nothing in this text. */
export function decodePosition(doc: Y.Doc, text: Y.Text, encoded: string): number | null {
  try {
    const position = Y.decodeRelativePosition(fromBase64UrlEncoded(encoded));
    const absolute = Y.createAbsolutePositionFromRelativePosition(position, doc, false);
    return absolute && absolute.type === text ? absolute.index : null;
  } catch {
    // Written by whoever may write anchors: bytes that don't decode are an orphan, not a crash.
    return null;
  }
}
