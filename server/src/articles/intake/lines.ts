/** A line of a normalised text. `from`/`to`: UTF-16 offsets without the `\n`; `number` counts from 0. */
export interface Line {
  number: number;
  from: number;
  to: number;
  trimmed: string;
}

export function splitLines(text: string): Line[] {
  const lines: Line[] = [];
  let from = 0;
  for (const [number, line] of text.split("\n").entries()) {
    lines.push({ number, from, to: from + line.length, trimmed: line.trim() });
    from += line.length + 1;
  }
  return lines;
}
