import { Fragment, memo, type ReactNode, type Ref } from "react";
import styles from "./article-text.module.css";
import { type Block, type BlockContent, type BlockKind, hasOwnSign, type Inline } from "./blocks.ts";

/** Longer articles leave the layout of far-away blocks to the moment they come near. */
const LONG = 60_000;

interface ArticleTextProps {
  blocks: readonly Block[];
  /** UTF-16 units of the whole text. */
  length: number;
  /** BCP 47, where it is known. */
  language?: string | undefined;
  label: string;
  describedBy: string;
  /** By block key: id of the element that tells which annotations a block carries. */
  notes: ReadonlyMap<number, string>;
  /** The first block is the article's title. */
  titled: boolean;
  ref: Ref<HTMLElement>;
}

/** The article's text and nothing else: what stands here is what offsets count. */
export const ArticleText = memo(function ArticleText({
  blocks,
  length,
  language,
  label,
  describedBy,
  notes,
  titled,
  ref,
}: ArticleTextProps) {
  return (
    <article
      ref={ref}
      className={styles.text}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the caret of keyboard readers lives here
      tabIndex={0}
      aria-label={label}
      aria-describedby={describedBy}
      lang={language}
      data-single-keys
      data-long={length > LONG || undefined}
      data-titled={titled || undefined}
    >
      {groups(blocks).map((group) =>
        group.kind === "li" ? (
          <ul key={group.blocks[0]?.key} className={styles.list}>
            {group.blocks.map((block) => (
              <BlockView key={block.key} from={block.from} content={block.content} note={notes.get(block.key)} />
            ))}
          </ul>
        ) : (
          <Fragment key={group.blocks[0]?.key}>
            {group.blocks.map((block) => (
              <BlockView key={block.key} from={block.from} content={block.content} note={notes.get(block.key)} />
            ))}
          </Fragment>
        ),
      )}
    </article>
  );
});

/** List items that follow one another make one list; everything else stands for itself. */
function groups(blocks: readonly Block[]): { kind: BlockKind; blocks: Block[] }[] {
  const made: { kind: BlockKind; blocks: Block[] }[] = [];
  for (const block of blocks) {
    const last = made.at(-1);
    if (last && last.kind === "li" && block.content.kind === "li") last.blocks.push(block);
    else made.push({ kind: block.content.kind, blocks: [block] });
  }
  return made;
}

/** The article's own headings stand below the page's title. */
const ELEMENTS = { p: "p", blank: "div", h1: "h2", h2: "h3", h3: "h4", li: "li", quote: "blockquote" } as const;

interface BlockViewProps {
  from: number;
  content: BlockContent;
  note: string | undefined;
}

const BlockView = memo(function BlockView({ from, content, note }: BlockViewProps) {
  const Element = ELEMENTS[content.kind];
  return (
    <Element
      className={styles[content.kind]}
      data-from={from}
      data-signed={hasOwnSign(content) || undefined}
      dir="auto"
      aria-describedby={note}
      {...(content.kind === "blank" ? { "aria-hidden": true } : {})}
    >
      <BlockInlines content={content} />
    </Element>
  );
});

const BlockInlines = memo(function BlockInlines({ content }: { content: BlockContent }) {
  return content.inlines.map((inline) => <Fragment key={inline.from}>{styled(inline, content.text)}</Fragment>);
});

function styled(inline: Inline, text: string): ReactNode {
  let shown: ReactNode = text.slice(inline.from, inline.to);
  if (inline.italic) shown = <em>{shown}</em>;
  if (inline.bold) shown = <strong>{shown}</strong>;
  if (inline.href === null) return shown;
  return (
    <a href={inline.href} target="_blank" rel="noreferrer noopener" draggable={false}>
      {shown}
    </a>
  );
}
