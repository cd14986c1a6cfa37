import { readZip } from "../../../platform/zip/read-zip.ts";
import { oneLine, publishedDay, type SourceDraft } from "./source-draft.ts";
import { type BlockKind, SourceText, type Style } from "./source-text.ts";
import { child, elements, find, findAll, textOf, type XmlElement, xmlTree } from "./xml-tree.ts";

const PARTS =
  /^(word\/(document|styles|numbering|footnotes|endnotes)\.xml|word\/_rels\/document\.xml\.rels|docProps\/core\.xml)$/;
/** Text that was deleted, commands of fields, and second versions of the same. */
const LEFT_OUT = new Set(["w:del", "w:moveFrom", "w:instrText", "w:delText", "mc:Fallback", "w:pPr", "w:rPr"]);

interface Word {
  styles: Map<string, BlockKind>;
  links: Map<string, string>;
  numbered: (numId: string, level: string) => boolean;
  counts: Map<string, number>;
  notes: Map<string, XmlElement>;
  /** Those that the text refers to, in order. */
  cited: XmlElement[];
  out: SourceText;
}

/** A Word document (ECMA-376, WordprocessingML). Notes stand at the end, after their numbers in brackets. */
export function readDocx(bytes: Uint8Array): SourceDraft {
  const parts = readZip(bytes, (name) => PARTS.test(name));
  const optional = (name: string) => (parts.has(name) ? xmlTree(parts.get(name)) : null);
  const word: Word = {
    styles: blockStyles(optional("word/styles.xml")),
    links: linkTargets(optional("word/_rels/document.xml.rels")),
    numbered: numbering(optional("word/numbering.xml")),
    counts: new Map(),
    notes: new Map(),
    cited: [],
    out: new SourceText(),
  };
  for (const [file, name] of [
    ["word/footnotes.xml", "w:footnote"],
    ["word/endnotes.xml", "w:endnote"],
  ] as const) {
    const tree = optional(file);
    for (const note of tree ? findAll(tree, name) : []) word.notes.set(`${name}${note.attributes["w:id"]}`, note);
  }
  blocks(word, xmlTree(parts.get("word/document.xml")));
  for (const [index, note] of word.cited.entries()) {
    word.out.begin("p");
    word.out.write(`[${index + 1}] `);
    for (const paragraph of findAll(note, "w:p")) inline(word, paragraph, {}, []);
    word.out.end();
  }
  const core = optional("docProps/core.xml");
  const said = (name: string) => (core ? textOf(find(core, name)) : null);
  return {
    title: oneLine(said("dc:title"), 300),
    author: oneLine(said("dc:creator"), 200),
    site: null,
    published: publishedDay(said("dcterms:created")),
    ...word.out.finish(),
  };
}

function blocks(word: Word, element: XmlElement): void {
  for (const one of elements(element)) {
    if (LEFT_OUT.has(one.name)) continue;
    if (one.name === "w:p") paragraph(word, one);
    else if (one.name === "w:tr") row(word, one);
    else blocks(word, one);
  }
}

function paragraph(word: Word, element: XmlElement): void {
  const properties = child(element, "w:pPr");
  const styled = word.styles.get(child(properties, "w:pStyle")?.attributes["w:val"] ?? "") ?? "p";
  const list = child(properties, "w:numPr");
  const numId = child(list, "w:numId")?.attributes["w:val"] ?? "0";
  const isItem = list !== null && numId !== "0" && (styled === "p" || styled === "li");
  const outline = Number(child(properties, "w:outlineLvl")?.attributes["w:val"] ?? Number.NaN);
  word.out.begin(isItem ? "li" : styled === "p" ? headingOf(outline) : styled);
  if (isItem) {
    const level = child(list, "w:ilvl")?.attributes["w:val"] ?? "0";
    if (word.numbered(numId, level)) {
      const number = (word.counts.get(`${numId}/${level}`) ?? 0) + 1;
      word.counts.set(`${numId}/${level}`, number);
      word.out.write(`${number}. `);
    }
  }
  const boxes: XmlElement[] = [];
  inline(word, element, {}, boxes);
  word.out.end();
  for (const box of boxes) blocks(word, box);
}

/** A row is a line, its cells apart by tabs. */
function row(word: Word, element: XmlElement): void {
  word.out.begin("p");
  for (const [index, cell] of elements(element)
    .filter(({ name }) => name === "w:tc")
    .entries()) {
    if (index > 0) word.out.write(" \u00b7 ");
    for (const one of findAll(cell, "w:p")) {
      inline(word, one, {}, []);
      word.out.write(" ");
    }
  }
  word.out.end();
}

function inline(word: Word, element: XmlElement, style: Style, boxes: XmlElement[]): void {
  for (const one of elements(element)) {
    const { name, attributes } = one;
    if (LEFT_OUT.has(name)) continue;
    if (name === "w:t") word.out.write(textOf(one), style);
    else if (name === "w:tab") word.out.write(" ", style);
    else if (name === "w:br" || name === "w:cr") word.out.breakLine();
    else if (name === "w:noBreakHyphen") word.out.write("\u2011", style);
    else if (name === "w:txbxContent") boxes.push(one);
    else if (name === "w:footnoteReference" || name === "w:endnoteReference") {
      const note = word.notes.get(`${name.replace("Reference", "")}${attributes["w:id"]}`);
      if (note) word.out.write(`[${word.cited.push(note)}]`, style);
    } else if (name === "w:hyperlink") {
      inline(word, one, { ...style, href: word.links.get(attributes["r:id"] ?? "") ?? null }, boxes);
    } else if (name === "w:r") {
      const properties = child(one, "w:rPr");
      inline(word, one, { ...style, bold: isOn(properties, "w:b"), italic: isOn(properties, "w:i") }, boxes);
    } else inline(word, one, style, boxes);
  }
}

function isOn(properties: XmlElement | null, name: string): boolean {
  const found = child(properties, name);
  return found !== null && !["0", "false", "off"].includes(found.attributes["w:val"] ?? "");
}

function headingOf(outline: number): BlockKind {
  if (outline === 0) return "h1";
  if (outline === 1) return "h2";
  return outline >= 2 && outline < 9 ? "h3" : "p";
}

function blockStyles(tree: XmlElement | null): Map<string, BlockKind> {
  const styles = new Map<string, BlockKind>();
  for (const style of tree ? findAll(tree, "w:style") : []) {
    const name = (child(style, "w:name")?.attributes["w:val"] ?? "").toLowerCase();
    const level = Number(/^heading (\d)$/.exec(name)?.[1] ?? Number.NaN);
    const outline = Number(find(style, "w:outlineLvl")?.attributes["w:val"] ?? Number.NaN);
    const kind =
      name === "title"
        ? "h1"
        : /\bquot/.test(name) || name === "block text"
          ? "quote"
          : headingOf(Number.isNaN(level) ? outline : level - 1);
    if (kind !== "p") styles.set(style.attributes["w:styleId"] ?? "", kind);
  }
  return styles;
}

function linkTargets(tree: XmlElement | null): Map<string, string> {
  const relations = tree ? findAll(tree, "Relationship") : [];
  return new Map(relations.map(({ attributes }) => [attributes.Id ?? "", attributes.Target ?? ""]));
}

/** Whether a level of a list counts; else it has bullets. */
function numbering(tree: XmlElement | null): Word["numbered"] {
  if (!tree) return () => false;
  const abstracts = new Map(findAll(tree, "w:abstractNum").map((one) => [one.attributes["w:abstractNumId"], one]));
  const lists = new Map(
    findAll(tree, "w:num").map((one) => [
      one.attributes["w:numId"],
      abstracts.get(child(one, "w:abstractNumId")?.attributes["w:val"] ?? ""),
    ]),
  );
  return (numId, level) => {
    const list = lists.get(numId);
    const found = list && findAll(list, "w:lvl").find(({ attributes }) => attributes["w:ilvl"] === level);
    const format = child(found ?? null, "w:numFmt")?.attributes["w:val"] ?? "bullet";
    return format !== "bullet" && format !== "none";
  };
}
