import { readZip } from "../../../platform/zip/read-zip.ts";
import { oneLine, publishedDay, type SourceDraft, SourceRefused } from "./source-draft.ts";
import { type BlockKind, SourceText, type Style } from "./source-text.ts";
import { child, elements, find, findAll, textOf, type XmlElement, xmlTree } from "./xml-tree.ts";

const PARTS = new Set(["content.xml", "styles.xml", "meta.xml", "META-INF/manifest.xml"]);
const LEFT_OUT = new Set(["text:tracked-changes", "office:annotation", "text:sequence-decls", "office:forms"]);

interface Writer {
  styles: Map<string, { block: BlockKind; bold: boolean; italic: boolean }>;
  numbered: Set<string>;
  notes: XmlElement[];
  out: SourceText;
}

/** An OpenDocument text (ISO/IEC 26300). Notes stand at the end, after their numbers in brackets. */
export function readOdt(bytes: Uint8Array): SourceDraft {
  const parts = readZip(bytes, (name) => PARTS.has(name));
  const optional = (name: string) => (parts.has(name) ? xmlTree(parts.get(name)) : null);
  const manifest = optional("META-INF/manifest.xml");
  if (manifest && find(manifest, "manifest:encryption-data")) throw new SourceRefused("encrypted-file");
  const content = xmlTree(parts.get("content.xml"));
  const named = optional("styles.xml");
  const writer: Writer = {
    styles: new Map(),
    numbered: new Set(),
    notes: [],
    out: new SourceText(),
  };
  for (const tree of [named, content]) if (tree) readStyles(writer, tree);
  const body = find(content, "office:text");
  if (!body) throw new SourceRefused("broken-file");
  blocks(writer, body, "p");
  for (const [index, note] of writer.notes.entries()) {
    writer.out.begin("p");
    writer.out.write(`[${index + 1}] `);
    for (const paragraph of findAll(note, "text:p")) inline(writer, paragraph, {});
    writer.out.end();
  }
  const meta = optional("meta.xml");
  const said = (name: string) => (meta ? textOf(find(meta, name)) || null : null);
  return {
    title: oneLine(said("dc:title"), 300),
    author: oneLine(said("meta:initial-creator") ?? said("dc:creator"), 200),
    site: null,
    published: publishedDay(said("meta:creation-date") ?? said("dc:date")),
    ...writer.out.finish(),
  };
}

function readStyles(writer: Writer, tree: XmlElement): void {
  for (const style of findAll(tree, "style:style")) {
    const { "style:name": name = "", "style:parent-style-name": parent = "" } = style.attributes;
    const above = writer.styles.get(parent);
    const text = child(style, "style:text-properties")?.attributes ?? {};
    const weight = text["fo:font-weight"];
    const slant = text["fo:font-style"];
    // A heading is bold by its style: only what is marked within a paragraph counts.
    const inline = style.attributes["style:family"] === "text";
    writer.styles.set(name, {
      block: /quot/i.test(name) ? "quote" : /^title$/i.test(name) ? "h1" : (above?.block ?? "p"),
      bold: inline && (weight ? /bold|[6-9]00/.test(weight) : (above?.bold ?? /^strong/i.test(name))),
      italic: inline && (slant ? /italic|oblique/.test(slant) : (above?.italic ?? /^emphasis/i.test(name))),
    });
  }
  for (const style of findAll(tree, "text:list-style")) {
    const first = elements(style)[0];
    if (first?.name === "text:list-level-style-number") writer.numbered.add(style.attributes["style:name"] ?? "");
  }
}

function blocks(writer: Writer, element: XmlElement, within: BlockKind): void {
  for (const one of elements(element)) {
    const style = writer.styles.get(one.attributes["text:style-name"] ?? "");
    if (LEFT_OUT.has(one.name)) continue;
    if (one.name === "text:h") {
      const level = Number(one.attributes["text:outline-level"] ?? 1);
      block(writer, one, level <= 1 ? "h1" : level === 2 ? "h2" : "h3");
    } else if (one.name === "text:p") block(writer, one, within === "p" ? (style?.block ?? "p") : within);
    else if (one.name === "text:list") list(writer, one);
    else if (one.name === "table:table-row") row(writer, one);
    else blocks(writer, one, within);
  }
}

function block(writer: Writer, element: XmlElement, kind: BlockKind): void {
  writer.out.begin(kind);
  inline(writer, element, {});
  writer.out.end();
}

function list(writer: Writer, element: XmlElement): void {
  const numbered = writer.numbered.has(element.attributes["text:style-name"] ?? "");
  for (const [index, item] of elements(element).entries()) {
    for (const one of elements(item)) {
      if (one.name === "text:list") list(writer, one);
      else if (one.name === "text:p" || one.name === "text:h") {
        writer.out.begin("li");
        if (numbered) writer.out.write(`${index + 1}. `);
        inline(writer, one, {});
        writer.out.end();
      } else blocks(writer, one, "p");
    }
  }
}

function row(writer: Writer, element: XmlElement): void {
  writer.out.begin("p");
  for (const [index, cell] of elements(element).entries()) {
    if (index > 0) writer.out.write(" \u00b7 ");
    for (const paragraph of findAll(cell, "text:p")) {
      inline(writer, paragraph, {});
      writer.out.write(" ");
    }
  }
  writer.out.end();
}

function inline(writer: Writer, element: XmlElement, style: Style): void {
  for (const one of element.children) {
    if (typeof one === "string") {
      writer.out.write(one, style);
      continue;
    }
    const { name, attributes } = one;
    if (LEFT_OUT.has(name)) continue;
    if (name === "text:s" || name === "text:tab") writer.out.write(" ", style);
    else if (name === "text:line-break") writer.out.breakLine();
    else if (name === "text:note")
      writer.out.write(`[${writer.notes.push(child(one, "text:note-body") ?? one)}]`, style);
    else if (name === "text:a") inline(writer, one, { ...style, href: attributes["xlink:href"] ?? null });
    else if (name === "text:span") {
      const own = writer.styles.get(attributes["text:style-name"] ?? "");
      inline(writer, one, { ...style, bold: style.bold || own?.bold, italic: style.italic || own?.italic });
    } else inline(writer, one, style);
  }
}
