import { emailSchema } from "./account.ts";

/** One of the addresses of a pasted list. `email` null: there is no address in it. */
export interface ListedAddress {
  /** As it was pasted, shortened. */
  entry: string;
  email: string | null;
  /** Of `Ann Miller <ann@example.org>`; null without one. */
  name: string | null;
}

const MOST_SHOWN = 120;
const MOST_NAME = 80;

/**
 * Reads what people paste from mail programs and spreadsheets: addresses parted by lines, tabs, commas or semicolons,
 * also by spaces where nothing else is between them; with or without a name, which may hold commas in quotes or, before
 * an address in angle brackets, as they are (`Miller, Ann <ann@example.org>`).
 */
export function readAddressList(text: string): ListedAddress[] {
  return text.split(/[\r\n\t;\u2028\u2029]+/).flatMap((line) => joined(partsOf(line)).flatMap(spaced).map(read));
}

/** By commas that stand outside quotes. */
function partsOf(line: string): string[] {
  const parts = [""];
  let quoted = false;
  for (const char of line) {
    if (char === '"') quoted = !quoted;
    if (char === "," && !quoted) parts.push("");
    else parts[parts.length - 1] += char;
  }
  // A quote that nobody closed quotes nothing.
  const all = quoted ? line.split(",") : parts;
  return all.map((part) => part.trim()).filter((part) => part !== "");
}

/** Puts a name back together that a comma was in: what has no address goes before one in brackets. */
function joined(parts: readonly string[]): string[] {
  const entries: string[] = [];
  for (const part of parts) {
    const before = entries.at(-1);
    if (before !== undefined && !before.includes("@") && /^[^<>@]+<[^<>]+>$/.test(part)) {
      entries[entries.length - 1] = `${before}, ${part}`;
    } else entries.push(part);
  }
  return entries;
}

function spaced(entry: string): string[] {
  const words = entry.split(/\s+/);
  return words.length > 1 && words.every((word) => /^[^<>"]+@[^<>"]+$/.test(word)) ? words : [entry];
}

function read(entry: string): ListedAddress {
  const [, before = "", inside = ""] = /^([^<>]*)<([^<>]*)>$/u.exec(entry) ?? ["", "", entry];
  const email = emailSchema.safeParse(inside.trim().replace(/^mailto:/i, ""));
  const name = before
    .replace(/["\p{Cc}\p{Surrogate}]+/gu, " ")
    .replace(/\s+/g, " ")
    .trim();
  return {
    entry: [...entry].slice(0, MOST_SHOWN).join(""),
    email: email.success ? email.data : null,
    name: name === "" ? null : [...name].slice(0, MOST_NAME).join(""),
  };
}
