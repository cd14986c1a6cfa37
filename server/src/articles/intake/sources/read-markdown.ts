import { fromMarkdown } from "mdast-util-from-markdown";
import { NO_DETAILS, oneLine, publishedDay, type SourceDetails, type SourceDraft } from "./source-draft.ts";
import { type BlockKind, SourceText, type Style } from "./source-text.ts";

type Root = ReturnType<typeof fromMarkdown>;
type Node = Root | Root["children"][number];

/** CommonMark, with a title, an author and a date from its YAML front matter. HTML in it is left out. */
export function readMarkdown(markdown: string): SourceDraft {
  const front = /^---[ \t]*\r?\n([\s\S]{0,20000}?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/.exec(markdown);
  const body = front ? markdown.slice(front[0].length) : markdown;
  const root = fromMarkdown(body);
  const links = new Map<string, string>();
  for (const node of root.children) if (node.type === "definition") links.set(node.identifier, node.url);
  const out = new SourceText();
  for (const node of root.children) block(out, node, "p", links);
  const details = front?.[1] ? frontMatter(front[1]) : NO_DETAILS;
  const heading = root.children.find((node) => node.type === "heading" && node.depth === 1);
  return { ...details, title: details.title ?? oneLine(heading && plain(heading), 300), ...out.finish() };
}

function frontMatter(yaml: string): SourceDetails {
  const said = (...names: string[]) => {
    for (const name of names) {
      const found = new RegExp(`^${name}:[ \\t]*(.+)$`, "im").exec(yaml)?.[1]?.trim();
      if (found) return found.replace(/^(["'])(.*)\1$/, "$2").replace(/^\[(.*)\]$/, "$1");
    }
    return null;
  };
  return {
    title: oneLine(said("title"), 300),
    author: oneLine(said("author", "authors"), 200),
    site: oneLine(said("site", "publication", "publisher", "source"), 200),
    published: publishedDay(said("date", "published")),
  };
}

function block(out: SourceText, node: Node, within: BlockKind, links: ReadonlyMap<string, string>): void {
  switch (node.type) {
    case "heading":
      out.begin(node.depth === 1 ? "h1" : node.depth === 2 ? "h2" : "h3");
      for (const one of node.children) inline(out, one, {}, links);
      out.end();
      return;
    case "paragraph":
      out.begin(within);
      for (const one of node.children) inline(out, one, {}, links);
      out.end();
      return;
    case "blockquote":
      for (const one of node.children) block(out, one, "quote", links);
      return;
    case "list":
      for (const [index, item] of node.children.entries()) {
        for (const [part, one] of item.children.entries()) {
          if (part === 0 && node.ordered && one.type === "paragraph") {
            out.begin("li");
            out.write(`${(node.start ?? 1) + index}. `);
            for (const child of one.children) inline(out, child, {}, links);
            out.end();
          } else block(out, one, "li", links);
        }
      }
      return;
    case "code":
      out.begin(within);
      out.write(node.value, {}, true);
      out.end();
      return;
  }
}

function inline(out: SourceText, node: Node, style: Style, links: ReadonlyMap<string, string>): void {
  const inside = (next: Style) => {
    if ("children" in node) for (const one of node.children) inline(out, one, next, links);
  };
  switch (node.type) {
    case "text":
    case "inlineCode":
      out.write(node.value, style);
      return;
    case "break":
      out.breakLine();
      return;
    case "strong":
      inside({ ...style, bold: true });
      return;
    case "emphasis":
      inside({ ...style, italic: true });
      return;
    case "link":
      inside({ ...style, href: node.url });
      return;
    case "linkReference":
      inside({ ...style, href: links.get(node.identifier) ?? null });
      return;
    default:
      inside(style);
  }
}

function plain(node: Node): string {
  if ("value" in node) return node.value;
  return "children" in node ? node.children.map(plain).join("") : "";
}
