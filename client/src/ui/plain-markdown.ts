import type { Nodes } from "mdast";
import { parseMarkdown } from "./markdown.ts";

/**
 * A note's or comment's words without its Markdown's marks: one line for each paragraph and each item of a list. `long`:
 * a memo's, without those of its headings and quotes too.
 */
export function plainMarkdown(text: string, { long = false } = {}): string {
  return parseMarkdown(text, { long })
    .children.map((node) => wordsOf(node, text))
    .join("\n");
}

function wordsOf(node: Nodes, text: string): string {
  switch (node.type) {
    case "text":
    case "inlineCode":
      return node.value;
    case "break":
      return "\n";
    case "list":
      return node.children.map((item) => wordsOf(item, text)).join("\n");
    case "listItem":
      return `• ${node.children.map((part) => wordsOf(part, text)).join("\n")}`;
    case "blockquote":
      return node.children.map((part) => wordsOf(part, text)).join("\n");
    case "thematicBreak":
      return "";
    case "heading":
    case "paragraph":
    case "strong":
    case "emphasis":
    case "link":
      return node.children.map((part) => wordsOf(part, text)).join("");
    default:
      // What is not used here stays as it was typed.
      return text.slice(node.position?.start.offset ?? 0, node.position?.end.offset ?? 0);
  }
}
