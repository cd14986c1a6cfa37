import { MAX_ARTICLE_BYTES } from "@postil/shared/schema/article";
import { decodeText } from "./decode-text.ts";
import { normaliseText } from "./normalise-text.ts";
import { type Intake, refuse } from "./refusal.ts";

/** A file's bytes -> an article's text, or why not. */
export function readFile(bytes: Uint8Array): Intake<{ text: string }> {
  if (bytes.byteLength === 0) return refuse("empty-text");
  if (bytes.byteLength > MAX_ARTICLE_BYTES) return refuse("too-large");
  const decoded = decodeText(bytes);
  return decoded.ok ? normaliseText(decoded.text) : decoded;
}

/** A pasted text -> an article's text, or why not. */
export function readPasted(raw: string): Intake<{ text: string }> {
  if (Buffer.byteLength(raw, "utf8") > MAX_ARTICLE_BYTES) return refuse("too-large");
  return normaliseText(raw);
}
