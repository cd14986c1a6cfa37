import { MENTION_SCHEME } from "@postil/shared/schema/comment";
import type { Heading, Link, Nodes } from "mdast";
import { Fragment, memo, type ReactNode, useMemo } from "react";
import { parseMarkdown, safeAddress } from "../ui/markdown.ts";
import styles from "./rich-text.module.css";
import { readerName, useRoom } from "./room.ts";

/** Builds elements from the parsed tree, never from HTML: what isn't named here is shown as it was typed. */
export const MarkdownText = memo(function MarkdownText({ text, long = false }: { text: string; long?: boolean }) {
  const room = useRoom();
  const tree = useMemo(() => parseMarkdown(text, { long }), [text, long]);
  const highest = Math.min(...tree.children.map((node) => (node.type === "heading" ? node.depth : 6)));
  const nameOf = (actor: string) => readerName(room, actor);
  return <>{children(tree.children, { text, nameOf, me: room.writer.actor, highest })}</>;
});

interface Reading {
  text: string;
  /** Of those who can read the layer. */
  nameOf: (actor: string) => string | undefined;
  me: string;
  /** Depth of the text's highest heading. */
  highest: number;
}

function children(nodes: readonly Nodes[], reading: Reading): ReactNode {
  return nodes.map((node, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the tree is made anew with each text
    <Fragment key={index}>{element(node, nodes[index - 1], nodes[index + 1], reading)}</Fragment>
  ));
}

function element(node: Nodes, before: Nodes | undefined, after: Nodes | undefined, reading: Reading): ReactNode {
  switch (node.type) {
    case "paragraph":
      return <p>{children(node.children, reading)}</p>;
    case "text":
      // The sign belongs to the mention that follows it.
      return after && isMention(after, node) ? node.value.slice(0, -1) : node.value;
    case "strong":
      return <strong>{children(node.children, reading)}</strong>;
    case "emphasis":
      return <em>{children(node.children, reading)}</em>;
    case "inlineCode":
      return <code>{node.value}</code>;
    case "break":
      return <br />;
    case "list":
      return node.ordered ? (
        <ol start={node.start ?? 1}>{children(node.children, reading)}</ol>
      ) : (
        <ul>{children(node.children, reading)}</ul>
      );
    case "listItem":
      return <li>{children(node.children, reading)}</li>;
    case "heading":
      return heading(node, reading);
    case "blockquote":
      return <blockquote>{children(node.children, reading)}</blockquote>;
    case "thematicBreak":
      return <hr />;
    case "link":
      return isMention(node, before) ? mention(node, reading) : link(node, reading);
    default:
      return source(node, reading);
  }
}

/** Below the headings of the page that the text stands in; the text's own highest ones first, whichever those are. */
function heading(node: Heading, reading: Reading): ReactNode {
  const words = children(node.children, reading);
  const level = node.depth - reading.highest;
  return level === 0 ? <h4>{words}</h4> : level === 1 ? <h5>{words}</h5> : <h6>{words}</h6>;
}

function isMention(node: Nodes, before: Nodes | undefined): node is Link {
  const isMarked = before?.type === "text" && before.value.endsWith("@");
  return isMarked && node.type === "link" && node.url.startsWith(MENTION_SCHEME);
}

/** Whoever can't read this isn't told of it either: then it is a name like any other word. */
function mention(node: Link, { text, nameOf, me }: Reading): ReactNode {
  const actor = node.url.slice(MENTION_SCHEME.length);
  const name = nameOf(actor);
  if (name === undefined) return `@${written(node, text)}`;
  return (
    <span className={styles.mention} data-me={actor === me || undefined}>
      @{name}
    </span>
  );
}

function link(node: Link, reading: Reading): ReactNode {
  const href = safeAddress(node.url);
  if (href === null) return source(node, reading);
  return (
    <a href={href} target="_blank" rel="noopener noreferrer nofollow">
      {children(node.children, reading)}
    </a>
  );
}

function source(node: Nodes, { text }: Reading): string {
  const { start, end } = node.position ?? {};
  return text.slice(start?.offset ?? 0, end?.offset ?? 0);
}

function written(node: Link, text: string): string {
  const [first] = node.children;
  const last = node.children.at(-1);
  return text.slice(first?.position?.start.offset ?? 0, last?.position?.end.offset ?? 0);
}
