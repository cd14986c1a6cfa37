const WORDS =
  "the council of a small harbour town will decide this week whether its old swing bridge is to be repaired or replaced and who pays for ferries engineers counted openings since war timber herring sand sailing boats".split(
    " ",
  );

/** Numbers from 0 to 1 that are the same at every run (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** An article of so many characters in paragraphs of about 400, ending in a line break. */
export function longText(characters: number): string {
  const random = seeded(1);
  const lines: string[] = [];
  let length = 0;
  while (length < characters) {
    const wanted = Math.min(250 + Math.floor(random() * 300), characters - length - 1);
    let line = "";
    while (line.length < wanted) line += `${WORDS[Math.floor(random() * WORDS.length)]} `;
    line = line.slice(0, Math.max(1, wanted)).trimEnd().padEnd(Math.max(1, wanted), ".");
    lines.push(line);
    length += line.length + 1;
  }
  return `${lines.join("\n")}\n`;
}

/** Passages of 8 to 47 characters all over a text, each within a line, in order of place. */
export function manyRanges(text: string, count: number): { from: number; to: number }[] {
  const random = seeded(2);
  const ranges: { from: number; to: number }[] = [];
  while (ranges.length < count) {
    const from = Math.floor(random() * (text.length - 60));
    const to = from + 8 + Math.floor(random() * 40);
    if (!text.slice(from, to).includes("\n")) ranges.push({ from, to });
  }
  return ranges.sort((a, b) => a.from - b.from);
}
