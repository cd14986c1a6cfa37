import { type DefaultTreeAdapterTypes, parse } from "parse5";
import { htmlDetails } from "./html-details.ts";
import { allElements, attribute, type Element, isElement } from "./html-tree.ts";
import type { SourceDraft } from "./source-draft.ts";
import { type BlockKind, SourceText, type Style } from "./source-text.ts";

type Node = DefaultTreeAdapterTypes.ChildNode;

const LEFT_OUT = new Set(
  (
    "head script style template noscript nav aside footer form button select option textarea input svg math iframe " +
    "object embed canvas audio video dialog map"
  ).split(" "),
);
const HEADINGS: Readonly<Record<string, BlockKind>> = { h1: "h1", h2: "h2", h3: "h3", h4: "h3", h5: "h3", h6: "h3" };
const BLOCKS = new Set(
  (
    "address article blockquote body center dd details div dl dt fieldset figcaption figure h1 h2 h3 h4 h5 h6 header " +
    "hr html li main ol p pre section summary table tbody tfoot thead tr ul caption"
  ).split(" "),
);

interface Place {
  kind: BlockKind;
  style: Style;
  keepSpace: boolean;
  /** Of the ordered list that one is in: the next item's number. */
  counter: { next: number } | null;
}

/**
 * A page's text. What stands around an article (menus, asides, forms, feet) is left out, and where the page has exactly
 * one `article`, or else one `main`, only that is taken. `base`: what relative links count from.
 */
export function readHtml(html: string, base: string | null = null): SourceDraft {
  const document = parse(html);
  const details = htmlDetails(document);
  const out = new SourceText();
  writeHtml(out, mainPart(document), base);
  return { ...details, ...out.finish() };
}

/** Writes what stands below an element, so that several pages make one text. */
export function writeHtml(out: SourceText, element: DefaultTreeAdapterTypes.ParentNode, base: string | null): void {
  const start: Place = { kind: "p", style: {}, keepSpace: false, counter: null };
  for (const node of element.childNodes) write(out, node, start, base);
  out.end();
}

function mainPart(document: DefaultTreeAdapterTypes.Document): DefaultTreeAdapterTypes.ParentNode {
  for (const name of ["article", "main"]) {
    const found = [...allElements(document)].filter(({ tagName }) => tagName === name);
    if (found.length === 1 && found[0]) return found[0];
  }
  return document;
}

function write(out: SourceText, node: Node, place: Place, base: string | null): void {
  if (node.nodeName === "#text" && "value" in node) {
    out.write(node.value, place.style, place.keepSpace);
    return;
  }
  if (!isElement(node) || LEFT_OUT.has(node.tagName) || isHidden(node)) return;
  const { tagName } = node;
  if (tagName === "br") {
    out.breakLine();
    return;
  }
  if ((tagName === "td" || tagName === "th") && isLaterCell(node)) out.write(" \u00b7 ", place.style);
  const inside = placeIn(node, place, base);
  if (!BLOCKS.has(tagName)) {
    for (const one of node.childNodes) write(out, one, inside, base);
    return;
  }
  out.begin(inside.kind);
  if (tagName === "li" && place.counter) out.precede(`${place.counter.next++}. `);
  for (const one of node.childNodes) {
    write(out, one, inside, base);
    // Text after a block within this one is still of this one's kind.
    if (isElement(one) && BLOCKS.has(one.tagName)) out.begin(inside.kind);
  }
  out.begin(place.kind);
  if (tagName === "li") out.precede("");
}

function placeIn(element: Element, place: Place, base: string | null): Place {
  const { tagName } = element;
  const { style } = place;
  switch (tagName) {
    case "b":
    case "strong":
      return { ...place, style: { ...style, bold: true } };
    case "i":
    case "em":
    case "cite":
    case "dfn":
      return { ...place, style: { ...style, italic: true } };
    case "a":
      return { ...place, style: { ...style, href: absolute(attribute(element, "href"), base) ?? style.href ?? null } };
    case "blockquote":
      return { ...place, kind: "quote" };
    case "li":
      return { ...place, kind: "li" };
    case "ol":
      return { ...place, counter: { next: Number.parseInt(attribute(element, "start") ?? "1", 10) || 1 } };
    case "ul":
      return { ...place, counter: null };
    case "pre":
      return { ...place, keepSpace: true };
    default:
      return HEADINGS[tagName] ? { ...place, kind: HEADINGS[tagName] as BlockKind } : place;
  }
}

function absolute(href: string | null, base: string | null): string | null {
  if (href === null) return null;
  try {
    return new URL(href, base ?? undefined).href;
  } catch {
    return null;
  }
}

function isHidden(element: Element): boolean {
  return attribute(element, "hidden") !== null || /display\s*:\s*none/i.test(attribute(element, "style") ?? "");
}

function isLaterCell(cell: Element): boolean {
  const cells = cell.parentNode?.childNodes.filter((one) => one.nodeName === "td" || one.nodeName === "th") ?? [];
  return cells[0] !== cell;
}
