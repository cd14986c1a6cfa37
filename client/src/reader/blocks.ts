import type { MarkRange } from "@postil/shared/document/text-document";

export type BlockKind = "p" | "h1" | "h2" | "h3" | "li" | "quote" | "blank";

/** A stretch of one block in one style. `from` and `to` count from the block's start, UTF-16, end exclusive. */
export interface Inline {
  from: number;
  to: number;
  bold: boolean;
  italic: boolean;
  href: string | null;
}

/** What a block shows, wherever it stands; the same object as before while it shows the same. */
export interface BlockContent {
  kind: BlockKind;
  text: string;
  inlines: readonly Inline[];
}

/** One line of the article. `from` and `to`: UTF-16 offsets in the whole text; the line's `\n` stands at `to`. */
export interface Block {
  /** Lives as long as the block does, through edits before, in and after it. */
  key: number;
  from: number;
  to: number;
  content: BlockContent;
}

const BLOCK_KINDS = ["h1", "h2", "h3", "li", "quote"] as const;

/**
 * Cuts an article into blocks, one a line. `marks` carry offsets in the same text; those that don't fit are clipped.
 * With `previous` (the blocks before an edit) what stayed the same keeps its key and its content object, so that a page
 * renders only what changed.
 */
export function buildBlocks(text: string, marks: readonly MarkRange[], previous: readonly Block[] = []): Block[] {
  const body = text.endsWith("\n") ? text.slice(0, -1) : text;
  const inOrder = [...marks].sort((a, b) => a.from - b.from);
  const drafts: Omit<Block, "key">[] = [];
  let from = 0;
  let firstOpen = 0;
  let open: MarkRange[] = [];
  for (const line of body.split("\n")) {
    const to = from + line.length;
    while (firstOpen < inOrder.length && (inOrder[firstOpen] as MarkRange).from < Math.max(to, from + 1)) {
      open.push(inOrder[firstOpen] as MarkRange);
      firstOpen++;
    }
    open = open.filter((mark) => mark.to > from);
    drafts.push({ from, to, content: describe(line, from, open) });
    from = to + 1;
  }
  return keepWhatStayed(drafts, previous);
}

function describe(text: string, from: number, marks: readonly MarkRange[]): BlockContent {
  const here = marks.filter((mark) => mark.from < from + text.length);
  if (text.trim() === "") return { kind: "blank", text, inlines: plain(text) };
  const kind = BLOCK_KINDS.find((candidate) => here.some((mark) => mark.kind === candidate)) ?? "p";
  const styled = here.filter((mark) => mark.kind === "bold" || mark.kind === "italic" || mark.kind === "link");
  return { kind, text, inlines: styled.length === 0 ? plain(text) : cut(text, from, styled) };
}

const OWN_SIGN = /^\s*(?:[•‣◦⁃▪▫●○■□►]|[-*–—·]\s|\d{1,3}[.)]\s|[a-z]\)\s)/iu;

/** Whether a list item was written with its bullet or number: a second one before it would be too many. */
export function hasOwnSign({ kind, text }: Pick<BlockContent, "kind" | "text">): boolean {
  return kind === "li" && OWN_SIGN.test(text);
}

function plain(text: string): Inline[] {
  return text === "" ? [] : [{ from: 0, to: text.length, bold: false, italic: false, href: null }];
}

function cut(text: string, offset: number, marks: readonly MarkRange[]): Inline[] {
  const clipped = marks.map((mark) => ({
    mark,
    from: Math.max(0, mark.from - offset),
    to: Math.min(text.length, mark.to - offset),
  }));
  const edges = new Set([0, text.length]);
  for (const { from, to } of clipped) edges.add(from).add(to);
  const points = [...edges].sort((a, b) => a - b);
  const inlines: Inline[] = [];
  for (let index = 0; index < points.length - 1; index++) {
    const from = points[index] as number;
    const to = points[index + 1] as number;
    const over = clipped.filter((range) => range.from <= from && range.to >= to);
    const inline: Inline = {
      from,
      to,
      bold: over.some(({ mark }) => mark.kind === "bold"),
      italic: over.some(({ mark }) => mark.kind === "italic"),
      href: over.find(({ mark }) => mark.kind === "link")?.mark.href ?? null,
    };
    const last = inlines.at(-1);
    if (last && last.bold === inline.bold && last.italic === inline.italic && last.href === inline.href) last.to = to;
    else inlines.push(inline);
  }
  return inlines;
}

function keepWhatStayed(drafts: readonly Omit<Block, "key">[], previous: readonly Block[]): Block[] {
  let next = previous.reduce((highest, block) => Math.max(highest, block.key), 0) + 1;
  const shared = Math.min(drafts.length, previous.length);
  let head = 0;
  while (head < shared && sameContent(drafts[head]?.content, previous[head]?.content)) head++;
  let tail = 0;
  while (tail < shared - head && sameContent(drafts.at(-1 - tail)?.content, previous.at(-1 - tail)?.content)) tail++;
  return drafts.map((draft, index) => {
    const fromEnd = drafts.length - index;
    if (index < head) return shift(previous[index] as Block, draft);
    if (fromEnd <= tail) return shift(previous[previous.length - fromEnd] as Block, draft);
    // In the changed middle a block keeps its key by its place, so that typing in a paragraph doesn't replace it.
    const before = index < previous.length - tail ? previous[index] : undefined;
    return { key: before ? before.key : next++, ...draft };
  });
}

function shift(block: Block, place: { from: number; to: number }): Block {
  return block.from === place.from && block.to === place.to ? block : { ...block, from: place.from, to: place.to };
}

function sameContent(a: BlockContent | undefined, b: BlockContent | undefined): boolean {
  if (!a || !b || a.kind !== b.kind || a.text !== b.text || a.inlines.length !== b.inlines.length) return false;
  return a.inlines.every((inline, index) => {
    const other = b.inlines[index] as Inline;
    return (
      inline.from === other.from &&
      inline.to === other.to &&
      inline.bold === other.bold &&
      inline.italic === other.italic &&
      inline.href === other.href
    );
  });
}

/** Index of the block that holds `offset`; a line's `\n` belongs to the line it ends. -1 when there are no blocks. */
export function blockIndexAt(blocks: readonly { from: number }[], offset: number): number {
  let low = 0;
  let high = blocks.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((blocks[middle] as { from: number }).from <= offset) low = middle + 1;
    else high = middle;
  }
  return Math.max(low - 1, blocks.length === 0 ? -1 : 0);
}
