import type { Block } from "../blocks.ts";

/** About what a stretch is tall, in px: two or three cards' worth of text. */
const STRETCH = 480;
/** The text's look (article-text.module.css): px a line, px between paragraphs, characters a line. */
const LINE = 30;
const BETWEEN = 17;
const CHARACTERS = 66;

/**
 * Cuts the text into stretches of about half a screen, for counting what crowds there: the offset (UTF-16) at which each
 * begins, the first at 0. By the blocks' lengths alone, so that nothing but a change of the text moves a border.
 */
export function stretchesOf(blocks: readonly Pick<Block, "from" | "to" | "content">[]): number[] {
  const borders = [0];
  let tall = 0;
  for (const { from, to, content } of blocks) {
    if (content.kind === "blank") continue;
    if (tall >= STRETCH) {
      borders.push(from);
      tall = 0;
    }
    const lines = Math.max(1, Math.ceil((to - from) / CHARACTERS));
    const fitting = Math.floor(STRETCH / LINE);
    if (lines <= fitting * 2) {
      tall += lines * LINE + BETWEEN;
      continue;
    }
    // A paragraph of several screens.
    for (let line = fitting; lines - line > fitting / 2; line += fitting) borders.push(from + line * CHARACTERS);
    tall = (lines % fitting) * LINE + BETWEEN;
  }
  return borders;
}
