import { type Intake, refuse } from "./refusal.ts";
import { decodeWindows1252 } from "./windows-1252.ts";

export type TextEncoding = "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";

/** Beginnings of files that are documents or archives, some of which hold nothing but printable bytes. */
const SIGNATURES: readonly (readonly number[])[] = [
  [0x25, 0x50, 0x44, 0x46, 0x2d], // %PDF-
  [0x7b, 0x5c, 0x72, 0x74, 0x66], // {\rtf
  [0x50, 0x4b, 0x03, 0x04], // zip: docx, odt, epub
  [0xd0, 0xcf, 0x11, 0xe0], // OLE: doc
  [0x1f, 0x8b], // gzip
  [0xff, 0xd8, 0xff], // JPEG
  [0x89, 0x50, 0x4e, 0x47], // PNG
  [0x47, 0x49, 0x46, 0x38], // GIF
];

/** More than this share of control characters is not writing. */
const MAX_CONTROL_SHARE = 0.02;
/** A Western text has few bytes above ASCII; in Cyrillic or Japanese encodings most are. */
const MAX_HIGH_SHARE = 0.5;
/** Too few bytes to tell one encoding from another by their share. */
const MIN_TELLING_BYTES = 64;
/** So much of a file without a mark is looked at closely. */
const SAMPLE_UNITS = 100_000;

const WRITTEN = /[\p{L}\p{M}\p{N}\p{P}\p{S}\p{Z}\p{Cf}\t\n\r\f\v]/gu;

/**
 * A file's bytes -> its characters, without a byte order mark. UTF-8 and UTF-16 by their mark, or when the bytes are
 * evidently that; else Windows-1252. Refuses what is no text (`binary-file`) and what no encoding explains
 * (`undecodable-file`).
 */
export function decodeText(bytes: Uint8Array): Intake<{ text: string; encoding: TextEncoding }> {
  if (SIGNATURES.some((signature) => signature.every((byte, index) => bytes[index] === byte))) {
    return refuse("binary-file");
  }
  const marked = markedEncoding(bytes);
  if (marked) {
    const text = decode(bytes, marked);
    return text === null ? refuse("undecodable-file") : judged(text, marked);
  }
  if (bytes.includes(0)) {
    const encoding = evidentUtf16(bytes);
    if (!encoding) return refuse("binary-file");
    const text = decode(bytes, encoding);
    return text === null ? refuse("binary-file") : judged(text, encoding);
  }
  const utf8 = decode(bytes, "utf-8");
  if (utf8 !== null) return judged(utf8, "utf-8");
  return decodeSingleBytes(bytes);
}

function markedEncoding(bytes: Uint8Array): Exclude<TextEncoding, "windows-1252"> | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return "utf-8";
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  return null;
}

/** `null` when the bytes aren't that encoding's. The decoder takes the byte order mark away. */
function decode(bytes: Uint8Array, encoding: Exclude<TextEncoding, "windows-1252">): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/**
 * Without a mark: the zero halves of ASCII letters, spaces and line ends all stand on one side of their pairs, and
 * what comes out is writing.
 */
function evidentUtf16(bytes: Uint8Array): "utf-16le" | "utf-16be" | null {
  if (bytes.length % 2 !== 0) return null;
  let even = 0;
  let odd = 0;
  for (let index = 0; index < bytes.length; index++) {
    if (bytes[index] !== 0) continue;
    if (index % 2 === 0) even++;
    else odd++;
  }
  // A few may stand on the other side: the letter Ā is 01 00.
  if (Math.min(even, odd) * 10 > Math.max(even, odd)) return null;
  const encoding = odd > even ? "utf-16le" : "utf-16be";
  const text = decode(bytes, encoding);
  if (text === null) return null;
  const sample = text.slice(0, SAMPLE_UNITS);
  const characters = [...sample].length;
  const written = sample.match(WRITTEN)?.length ?? 0;
  return written >= characters * (1 - MAX_CONTROL_SHARE) ? encoding : null;
}

function decodeSingleBytes(bytes: Uint8Array): Intake<{ text: string; encoding: TextEncoding }> {
  // Asked before anything else: noise holds unassigned bytes too, and "not text" says more than "not readable".
  if (controls(bytes.length, (index) => bytes[index] as number) > bytes.length * MAX_CONTROL_SHARE) {
    return refuse("binary-file");
  }
  const text = decodeWindows1252(bytes);
  if (text === null || isDamagedUtf8(bytes)) return refuse("undecodable-file");
  const high = bytes.reduce((count, byte) => (byte > 0x7f ? count + 1 : count), 0);
  if (bytes.length >= MIN_TELLING_BYTES && high > bytes.length * MAX_HIGH_SHARE) return refuse("undecodable-file");
  return { ok: true, text, encoding: "windows-1252" };
}

/** UTF-8 with a few bad bytes: read as Windows-1252, every accent and quotation mark in it would come out wrong. */
function isDamagedUtf8(bytes: Uint8Array): boolean {
  const text = new TextDecoder("utf-8").decode(bytes);
  let good = 0;
  let bad = 0;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    if (unit === 0xfffd) bad++;
    else if (unit > 0x7f) good++;
  }
  return good >= 3 && bad * 4 <= good;
}

/** Control characters other than tab, line ends, form feed and the escape of coloured terminals. */
function controls(length: number, at: (index: number) => number): number {
  let count = 0;
  for (let index = 0; index < length; index++) {
    const code = at(index);
    if (code === 0x7f || (code < 0x20 && (code < 0x09 || code > 0x0d) && code !== 0x1b)) count++;
  }
  return count;
}

function judged(text: string, encoding: TextEncoding): Intake<{ text: string; encoding: TextEncoding }> {
  const unwritten = controls(text.length, (index) => text.charCodeAt(index));
  return text.includes("\0") || unwritten > text.length * MAX_CONTROL_SHARE
    ? refuse("binary-file")
    : { ok: true, text, encoding };
}
