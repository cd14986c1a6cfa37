/** A line of a page, in points from its lower left corner. `size`: of its letters. */
export interface PdfLine {
  text: string;
  left: number;
  right: number;
  y: number;
  size: number;
}

export interface PdfPiece {
  str: string;
  /** x, y of its beginning, its width and the height of its letters. */
  x: number;
  y: number;
  width: number;
  size: number;
}

/** Pieces in the order of the page -> lines; a gap between two on one line is a blank. */
export function linesOf(pieces: readonly PdfPiece[]): PdfLine[] {
  const lines: PdfLine[] = [];
  for (const { str, x, y, width, size } of pieces) {
    if (str.trim() === "") {
      const open = lines.at(-1);
      if (open && str !== "" && !open.text.endsWith(" ")) open.text += " ";
      continue;
    }
    const line = lines.at(-1);
    const near = line && Math.abs(line.y - y) < Math.max(line.size, size) * 0.5 && x > line.left - 1;
    if (!line || !near) {
      lines.push({ text: str, left: x, right: x + width, y, size });
      continue;
    }
    if (x - line.right > size * 0.15 && !line.text.endsWith(" ")) line.text += " ";
    line.text += str;
    line.right = Math.max(line.right, x + width);
    line.size = Math.max(line.size, size);
  }
  return lines
    .map((line) => ({ ...line, text: line.text.replace(/\s+/g, " ").trim() }))
    .filter(({ text }) => text !== "");
}

/** Lines that stand at the top or foot of page after page, but for their numbers, are no text. */
export function withoutRunningHeads(pages: readonly PdfLine[][]): PdfLine[][] {
  if (pages.length < 3) return [...pages];
  const counts = new Map<string, number>();
  const edges = (page: readonly PdfLine[]) => {
    const byHeight = [...page].sort((a, b) => b.y - a.y);
    return new Set([...byHeight.slice(0, 2), ...byHeight.slice(-2)]);
  };
  const keyOf = ({ text, y }: PdfLine) => `${text.replace(/\p{N}+/gu, "#")}@${Math.round(y / 6)}`;
  for (const page of pages) {
    for (const key of new Set([...edges(page)].map(keyOf))) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  // Left and right pages often differ.
  const often = Math.max(3, pages.length * 0.3);
  return pages.map((page) => {
    const outer = edges(page);
    return page.filter((line) => !outer.has(line) || (counts.get(keyOf(line)) ?? 0) < often);
  });
}
