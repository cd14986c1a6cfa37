import type { Intake } from "../refusal.ts";
import { refuse } from "../refusal.ts";

export type SourceKind = "docx" | "odt" | "epub" | "pdf" | "html" | "markdown" | "text";

const begins = (bytes: Uint8Array, ...signature: number[]) => signature.every((byte, at) => bytes[at] === byte);

/**
 * What a file is, by its content; its name only tells Markdown and pieces of HTML from plain text, which hold nothing
 * that would.
 */
export function sniffSource(name: string, bytes: Uint8Array): Intake<{ kind: SourceKind }> {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 4_096)).toString("latin1");
  // Some programs write a few bytes before a PDF's beginning.
  if (head.slice(0, 1_024).includes("%PDF-")) return { ok: true, kind: "pdf" };
  if (begins(bytes, 0x50, 0x4b, 0x03, 0x04)) return sniffArchive(bytes, head);
  // OLE: what Word makes of a document with a password, or a .doc of old.
  if (begins(bytes, 0xd0, 0xcf, 0x11, 0xe0)) {
    const locked = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(
      Buffer.from("EncryptedPackage", "utf16le"),
    );
    return refuse(locked ? "encrypted-file" : "unknown-format");
  }
  if (
    /^(\xef\xbb\xbf)?\s*(<\?xml[^>]{0,200}>\s*)?(<!--[\s\S]{0,2000}?-->\s*)*<(!doctype\s+html|html)[\s>]/i.test(head)
  ) {
    return { ok: true, kind: "html" };
  }
  if (/\.x?html?$/i.test(name) && /<[a-z]/i.test(head)) return { ok: true, kind: "html" };
  return { ok: true, kind: /\.(md|markdown)$/i.test(name) ? "markdown" : "text" };
}

/** EPUB and OpenDocument name themselves in their first file; Word's parts have names of their own. */
function sniffArchive(bytes: Uint8Array, head: string): Intake<{ kind: SourceKind }> {
  const named = head.indexOf("mimetype");
  const type = named === 30 ? head.slice(38, 110) : "";
  if (type.includes("application/epub+zip")) return { ok: true, kind: "epub" };
  if (type.includes("application/vnd.oasis.opendocument.text")) return { ok: true, kind: "odt" };
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (all.includes("word/document.xml")) return { ok: true, kind: "docx" };
  if (all.includes("META-INF/container.xml")) return { ok: true, kind: "epub" };
  if (all.includes("content.xml") && all.includes("META-INF/manifest.xml")) return { ok: true, kind: "odt" };
  // Without its directory at the end, an archive was cut off.
  return refuse(all.includes(Buffer.from([0x50, 0x4b, 0x05, 0x06])) ? "unknown-format" : "broken-file");
}
