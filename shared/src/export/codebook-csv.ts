import type { TagExample } from "../schema/tag.ts";
import { defuse } from "./cells.ts";
import type { TableDescription } from "./columns.ts";

/** Columns of a codebook as CSV; a file to be imported needs `path` and may leave out, or add, any others. */
export const CODEBOOK_COLUMNS = [
  "path",
  "definition",
  "when_to_use",
  "when_not",
  "examples",
  "colour",
  "sign",
  "shortcut",
  "archived",
  "guid",
] as const;
/** As bundles describe it. */
export const CODEBOOK_TABLE: TableDescription = {
  name: "codebook",
  title: "One row a tag of the codebook, in the tree's order",
  columns: CODEBOOK_COLUMNS,
  key: ["guid"],
};
export type CodebookColumn = (typeof CODEBOOK_COLUMNS)[number];

/** A tag of a codebook as files hold it. */
export interface FiledTag {
  /** Names from the root, itself included. */
  path: string[];
  description: string;
  whenToUse: string;
  whenNot: string;
  examples: TagExample[];
  /** Index into the palette. */
  colour: number;
  sign: string | null;
  shortcut: number | null;
  archived: boolean;
  guid: string;
}

/** Names of the palette's colours, as files hold them. */
export const COLOUR_WORDS = [
  "red",
  "orange",
  "amber",
  "olive",
  "green",
  "teal",
  "sky",
  "blue",
  "violet",
  "purple",
  "pink",
  "slate",
] as const;

export function codebookRecord(tag: FiledTag, raw: boolean): string[] {
  const cells: Record<CodebookColumn, string> = {
    path: tag.path.join(" > "),
    definition: tag.description,
    when_to_use: tag.whenToUse,
    when_not: tag.whenNot,
    examples: examplesCell(tag.examples),
    colour: COLOUR_WORDS[tag.colour] ?? "",
    sign: tag.sign ?? "",
    shortcut: tag.shortcut === null ? "" : String(tag.shortcut),
    archived: tag.archived ? "yes" : "",
    guid: tag.guid,
  };
  return CODEBOOK_COLUMNS.map((column) => (raw ? cells[column] : guarded(cells[column])));
}

/**
 * A cell that a spreadsheet won't run, and that `unguarded` gives back: cells that begin with `'` before such a sign get
 * one more, so that both can be told apart.
 */
export function guarded(cell: string): string {
  return defuse(cell.replace(/^'+/, "")) === cell.replace(/^'+/, "") ? cell : `'${cell}`;
}

export function unguarded(cell: string): string {
  return cell.startsWith("'") && guarded(cell) !== cell ? cell.slice(1) : cell;
}

/**
 * Examples, one a line: the quote, then ` | ` and where it is from, then ` | annotation:` and its annotation's id. `\n`
 * stands for a line break within, `\|` for a bar and `\\` for a backslash.
 */
export function examplesCell(examples: readonly TagExample[]): string {
  return examples
    .map(({ quote, source, annotation }) => {
      const parts = [escaped(quote)];
      if (source !== "" || annotation !== null) parts.push(escaped(source));
      if (annotation !== null) parts.push(`annotation:${annotation}`);
      return parts.join(" | ");
    })
    .join("\n");
}

export function readExamples(cell: string): { quote: string; source: string; annotation: string | null }[] {
  const examples = [];
  for (const line of cell.split(/\r\n|\n|\r/)) {
    if (line.trim() === "") continue;
    const [quote = "", source = "", annotation = ""] = splitBars(line).map((part) => unescaped(part.trim()));
    const id = /^annotation:(.+)$/.exec(annotation)?.[1] ?? null;
    examples.push({ quote, source, annotation: id });
  }
  return examples;
}

function splitBars(line: string): string[] {
  const parts = [""];
  for (let at = 0; at < line.length; at++) {
    const sign = line[at] as string;
    if (sign === "|") parts.push("");
    else {
      const taken = sign === "\\" ? sign + (line[++at] ?? "") : sign;
      parts[parts.length - 1] += taken;
    }
  }
  return parts;
}

function escaped(text: string): string {
  return text
    .replace(/\r\n|\r/g, "\n")
    .replace(/[\\|]/g, "\\$&")
    .replaceAll("\n", "\\n");
}

function unescaped(text: string): string {
  return text.replace(/\\(.)/g, (_all, sign: string) => (sign === "n" ? "\n" : sign));
}
