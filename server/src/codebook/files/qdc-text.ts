import { examplesCell, type FiledTag, readExamples } from "@postil/shared/export/codebook-csv";
import type { TagExample } from "@postil/shared/schema/tag";

type Told = Pick<FiledTag, "description" | "whenToUse" | "whenNot" | "examples">;

const HEADINGS = { whenToUse: "When to use:", whenNot: "When not to use:", examples: "Examples:" } as const;
const HEADING_LINE = new RegExp(`^ *(?:${Object.values(HEADINGS).join("|")})$`);

/**
 * All that a tag says of itself as the one description that a REFI-QDA code has: the definition, then each other part
 * under a line that names it. A line of somebody's own that reads like one of those gets a space before it.
 */
export function toDescription({ description, whenToUse, whenNot, examples }: Told): string {
  const parts = [ownLines(description)];
  if (whenToUse !== "") parts.push(HEADINGS.whenToUse, ownLines(whenToUse));
  if (whenNot !== "") parts.push(HEADINGS.whenNot, ownLines(whenNot));
  if (examples.length > 0) parts.push(HEADINGS.examples, ownLines(examplesCell(examples)));
  return parts.filter((part, index) => index > 0 || part !== "").join("\n");
}

/** Takes apart what `toDescription` wrote. */
export function fromDescription(text: string): Told {
  const found: Record<keyof Told, string[]> = { description: [], whenToUse: [], whenNot: [], examples: [] };
  let part: keyof Told = "description";
  for (const line of text.split("\n")) {
    const heading = (Object.keys(HEADINGS) as (keyof typeof HEADINGS)[]).find((key) => HEADINGS[key] === line);
    if (heading) part = heading;
    else found[part].push(HEADING_LINE.test(line) ? line.slice(1) : line);
  }
  const examples: TagExample[] = readExamples(found.examples.join("\n"));
  return {
    description: found.description.join("\n"),
    whenToUse: found.whenToUse.join("\n"),
    whenNot: found.whenNot.join("\n"),
    examples,
  };
}

function ownLines(text: string): string {
  const lines = text.replace(/\r\n|\r/g, "\n").split("\n");
  return lines.map((line) => (HEADING_LINE.test(line) ? ` ${line}` : line)).join("\n");
}
