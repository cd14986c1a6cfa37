import type { Root } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmAutolinkLiteralFromMarkdown } from "mdast-util-gfm-autolink-literal";
import { gfmAutolinkLiteral } from "micromark-extension-gfm-autolink-literal";

/** What nobody uses here: it stays as it was typed. HTML and images first of all. */
const UNUSED = [
  "htmlFlow",
  "htmlText",
  "labelStartImage",
  "characterReference",
  "codeFenced",
  "codeIndented",
  "definition",
];
/** What only memos use: notes and comments are too short for it. */
const LONG = ["blockQuote", "headingAtx", "setextUnderline", "thematicBreak"];

/**
 * Emphasis, code, links and lists of a text, as a tree (mdast); nodes know where they stand in the text. `long`: with
 * headings, quotes and rules as well.
 */
export function parseMarkdown(text: string, { long = false } = {}): Root {
  return fromMarkdown(text, {
    extensions: [gfmAutolinkLiteral(), { disable: { null: long ? UNUSED : [...UNUSED, ...LONG] } }],
    mdastExtensions: [gfmAutolinkLiteralFromMarkdown()],
  });
}

const SCHEMES: ReadonlySet<string> = new Set(["http:", "https:", "mailto:"]);

/** The address of a link that may be followed; null for every other, relative ones too. */
export function safeAddress(url: string): string | null {
  try {
    const parsed = new URL(url);
    return SCHEMES.has(parsed.protocol) ? parsed.href : null;
  } catch {
    return null;
  }
}
