import { Fragment, memo, type ReactNode, useMemo } from "react";
import { formatNumber } from "../../ui/format.ts";
import { type Block, hasOwnSign } from "../blocks.ts";
import type { TextRange } from "../text-range.ts";
import styles from "./copy.module.css";
import { type NumberedNote, type Piece, passagesOf, piecesOf } from "./numbering.ts";
import { words } from "./words.ts";

interface CopyTextProps {
  blocks: readonly Block[];
  text: string;
  numbered: readonly NumberedNote<{ ranges: readonly TextRange[] }>[];
}

/** The article with its passages underlined and the numbers of their notes behind them. */
export const CopyText = memo(function CopyText({ blocks, text, numbered }: CopyTextProps) {
  const passages = useMemo(() => passagesOf(numbered), [numbered]);
  return blocks.map(({ key, from, to, content }) => {
    const Element = ELEMENTS[content.kind];
    if (content.kind === "blank") return null;
    return (
      <Element key={key} className={styles[content.kind]} data-signed={hasOwnSign(content) || undefined} dir="auto">
        {piecesOf({ from, to, inlines: content.inlines }, passages).map((piece) => (
          <Fragment key={piece.from}>
            {shown(piece, text)}
            {piece.ends.map(({ number, part }) => (
              <sup key={`${number} ${part}`} className={styles.number}>
                <a id={`passage-${number}-${part}`} href={`#note-${number}`} aria-label={words.passage(number)}>
                  {formatNumber(number)}
                </a>
              </sup>
            ))}
          </Fragment>
        ))}
      </Element>
    );
  });
});

/** List items as paragraphs with a sign of their own: a list would break where a paragraph of another kind stands between. */
const ELEMENTS = { p: "p", blank: "div", h1: "h2", h2: "h3", h3: "h4", li: "p", quote: "blockquote" } as const;

function shown({ from, to, inline, marked }: Piece, text: string): ReactNode {
  let part: ReactNode = text.slice(from, to);
  if (inline.italic) part = <em>{part}</em>;
  if (inline.bold) part = <strong>{part}</strong>;
  if (inline.href !== null) {
    part = (
      <a href={inline.href} target="_blank" rel="noreferrer noopener">
        {part}
      </a>
    );
  }
  return marked ? <span className={styles.marked}>{part}</span> : part;
}
