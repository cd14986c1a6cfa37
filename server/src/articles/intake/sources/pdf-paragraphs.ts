import type { PdfLine } from "./pdf-lines.ts";
import { type BlockKind, SourceText } from "./source-text.ts";

const SENTENCE_END = /[.!?:;…。！？]["'”’»)\]]*$/u;
const BULLET = /^([•‣◦⁃▪●○■–]\s|\(?\d{1,2}[.)]\s)/u;

/** Joins lines into paragraphs, and mends words that were divided at a line's end. */
export function writeParagraphs(out: SourceText, pages: readonly (readonly PdfLine[])[]): void {
  const lines = pages.flat();
  const body = mostOf(lines.map(({ size, text }) => [Math.round(size * 2) / 2, text.length]));
  const leading = leadingOf(pages, body);
  let before: PdfLine | null = null;
  let written = "";
  for (const page of pages) {
    const right = Math.max(0, ...page.filter(({ size }) => size < body * 1.15).map((line) => line.right));
    const left = mostOf(page.map((line) => [Math.round(line.left), line.text.length]));
    for (const line of page) {
      if (before === null || begins(before, line, { body, leading, left, right })) {
        out.begin(kindOf(line, body));
        written = "";
      }
      written = join(out, written, line.text);
      before = line;
    }
  }
  out.end();
}

interface Measures {
  body: number;
  leading: number;
  left: number;
  right: number;
}

function begins(before: PdfLine, line: PdfLine, { body, leading, left, right }: Measures): boolean {
  if (Math.abs(before.size - line.size) > body * 0.12) return true;
  if (BULLET.test(line.text)) return true;
  const down = before.y - line.y;
  const follows = down > 0 && down < leading * 1.35;
  const ended = SENTENCE_END.test(before.text);
  const indented = line.left - left > body * 0.8 && line.left - before.left > body * 0.8;
  if (follows) return (indented && ended) || (ended && before.right < right - (right - left) * 0.15);
  // A larger gap, another column or the next page: what goes on in small letters goes on.
  if (down > 0) return true;
  return ended || !/^\p{Ll}/u.test(line.text) ? ended || line.size > body * 1.12 : false;
}

function kindOf({ size, text }: PdfLine, body: number): BlockKind {
  if (BULLET.test(text)) return "li";
  if (text.length > 200) return "p";
  if (size > body * 1.5) return "h1";
  if (size > body * 1.22) return "h2";
  return size > body * 1.12 ? "h3" : "p";
}

/** Returns what now stands at the end of the paragraph. */
function join(out: SourceText, written: string, next: string): string {
  const divides = /\p{L}[-\u2010\u00ad]$/u.test(next);
  const begun = divides ? next.slice(0, -1) : next;
  const sign = divides ? next.slice(-1) : "";
  // `written` ends in the sign that was held back from the line before.
  if (/[-\u2010\u00ad]$/u.test(written)) {
    if (!/^\p{Ll}/u.test(next)) out.write("-");
  } else if (written !== "") out.write(" ");
  out.write(begun);
  return `${begun}${sign}`;
}

function leadingOf(pages: readonly (readonly PdfLine[])[], body: number): number {
  const steps: [number, number][] = [];
  for (const page of pages) {
    for (const [index, line] of page.entries()) {
      const step = (page[index - 1]?.y ?? line.y) - line.y;
      if (step > body * 0.8 && step < body * 3) steps.push([Math.round(step * 2) / 2, line.text.length]);
    }
  }
  return steps.length === 0 ? body * 1.4 : mostOf(steps);
}

/** The value that most characters have. */
function mostOf(values: readonly [number, number][]): number {
  const weights = new Map<number, number>();
  for (const [value, weight] of values) weights.set(value, (weights.get(value) ?? 0) + weight);
  return [...weights].sort((a, b) => b[1] - a[1])[0]?.[0] ?? 0;
}
