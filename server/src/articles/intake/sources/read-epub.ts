import { posix } from "node:path";
import { parse } from "parse5";
import { readZip } from "../../../platform/zip/read-zip.ts";
import { writeHtml } from "./read-html.ts";
import { oneLine, publishedDay, type SourceDraft, SourceRefused } from "./source-draft.ts";
import { SourceText } from "./source-text.ts";
import { find, findAll, textOf, xmlTree } from "./xml-tree.ts";

/** An EPUB: its pages in the order of the spine, without its table of contents. */
export function readEpub(bytes: Uint8Array): SourceDraft {
  const parts = readZip(bytes, (name) => /\.(xml|opf|x?html?)$/i.test(name));
  const encryption = parts.get("META-INF/encryption.xml");
  if (encryption) {
    // Fonts are often scrambled; pages are only where somebody locked the book.
    const locked = findAll(xmlTree(encryption), "enc:CipherReference").concat(
      findAll(xmlTree(encryption), "CipherReference"),
    );
    if (locked.some(({ attributes }) => /html?$/i.test(attributes.URI ?? "")))
      throw new SourceRefused("encrypted-file");
  }
  const packagePath = find(xmlTree(parts.get("META-INF/container.xml")), "rootfile")?.attributes["full-path"] ?? "";
  const book = xmlTree(parts.get(packagePath));
  const items = new Map(findAll(book, "item").map(({ attributes }) => [attributes.id, attributes]));
  const out = new SourceText();
  for (const { attributes } of findAll(book, "itemref")) {
    const item = items.get(attributes.idref);
    if (!item || attributes.linear === "no" || item.properties?.split(" ").includes("nav")) continue;
    const page = parts.get(posix.join(posix.dirname(packagePath), decode(item.href ?? "")));
    if (!page) throw new SourceRefused("broken-file");
    writeHtml(out, parse(new TextDecoder().decode(page)), null);
  }
  const said = (name: string) => textOf(find(book, name)) || null;
  const authors = findAll(book, "dc:creator").map(textOf);
  return {
    title: oneLine(said("dc:title"), 300),
    author: oneLine(authors.join(", "), 200),
    site: oneLine(said("dc:publisher"), 200),
    published: publishedDay(said("dc:date")),
    ...out.finish(),
  };
}

function decode(href: string): string {
  try {
    return decodeURIComponent(href);
  } catch {
    return href;
  }
}
