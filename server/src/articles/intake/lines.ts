/** A line of a normalised text. `from`/`to`: UTF-16 offsets without the `\n`; `number` counts from 0. */
export interface Line {
  number: number;
  from: number;
  to: number;
  trimmed: string;
}

/** The first lines with anything in them, up to `limit`. */
export function writtenLines(text: string, limit: number): Line[] {
  const lines: Line[] = [];
  for (let number = 0, from = 0; from < text.length && lines.length < limit; number++) {
    const end = text.indexOf("\n", from);
    const to = end < 0 ? text.length : end;
    const trimmed = text.slice(from, to).trim();
    if (trimmed !== "") lines.push({ number, from, to, trimmed });
    from = to + 1;
  }
  return lines;
}
