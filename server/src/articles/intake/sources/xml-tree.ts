import { SaxesParser } from "saxes";
import { SourceRefused } from "./source-draft.ts";

export interface XmlElement {
  /** As written, with its prefix. */
  name: string;
  attributes: Record<string, string>;
  children: (XmlElement | string)[];
}

const MAX_DEPTH = 500;
const MAX_NODES = 3_000_000;

/**
 * A part of a document. Nothing is fetched and no entity but XML's own five is known; a DTD that declares any is
 * refused, as is what isn't well-formed.
 */
export function xmlTree(bytes: Uint8Array | undefined): XmlElement {
  if (!bytes) throw new SourceRefused("broken-file");
  const root: XmlElement = { name: "", attributes: {}, children: [] };
  const path = [root];
  let nodes = 0;
  const parser = new SaxesParser();
  const grow = () => {
    nodes += 1;
    if (nodes > MAX_NODES || path.length > MAX_DEPTH) throw new SourceRefused("archive-too-large");
  };
  parser.on("doctype", (doctype) => {
    if (doctype.includes("[")) throw new SourceRefused("broken-file");
  });
  parser.on("error", () => {
    throw new SourceRefused("broken-file");
  });
  parser.on("opentag", ({ name, attributes }) => {
    grow();
    const element: XmlElement = { name, attributes: attributes as Record<string, string>, children: [] };
    path.at(-1)?.children.push(element);
    path.push(element);
  });
  parser.on("closetag", () => void path.pop());
  const text = (value: string) => {
    grow();
    path.at(-1)?.children.push(value);
  };
  parser.on("text", text);
  parser.on("cdata", text);
  parser.write(decode(bytes)).close();
  return root;
}

function decode(bytes: Uint8Array): string {
  const wide = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  return new TextDecoder(wide ? (bytes[0] === 0xff ? "utf-16le" : "utf-16be") : "utf-8").decode(bytes);
}

export function elements(element: XmlElement): XmlElement[] {
  return element.children.filter((child) => typeof child !== "string");
}

export function child(element: XmlElement | null, name: string): XmlElement | null {
  return element ? (elements(element).find((one) => one.name === name) ?? null) : null;
}

/** The first of that name anywhere below, in the order of the document. */
export function find(element: XmlElement, name: string): XmlElement | null {
  return findAll(element, name)[0] ?? null;
}

export function findAll(element: XmlElement, name: string): XmlElement[] {
  return elements(element).flatMap((one) => [...(one.name === name ? [one] : []), ...findAll(one, name)]);
}

export function textOf(element: XmlElement | null): string {
  return element ? element.children.map((part) => (typeof part === "string" ? part : textOf(part))).join("") : "";
}
