import type { MarkRange } from "@postil/shared/document/text-document";
import type { IntakeCode } from "../refusal.ts";

/** What a source says of itself, and its text. `site`: the outlet. `published`: a day, a month or a year. */
export interface SourceDraft extends SourceDetails {
  text: string;
  marks: MarkRange[];
}

export interface SourceDetails {
  title: string | null;
  author: string | null;
  site: string | null;
  published: string | null;
}

export const NO_DETAILS: SourceDetails = { title: null, author: null, site: null, published: null };

/** A source that can't be read, and why. */
export class SourceRefused extends Error {
  override name = "SourceRefused";

  constructor(readonly code: IntakeCode) {
    super(code);
  }
}

/** One line of at most `max` characters, as titles and names are stored; null when nothing is left. */
export function oneLine(value: string | null | undefined, max: number): string | null {
  const line = (value ?? "")
    .replace(/\p{Surrogate}/gu, "\ufffd")
    .replace(/[\p{Cc}\p{Z}]+/gu, " ")
    .trim();
  if (line === "") return null;
  return line.length <= max ? line : `${[...line].slice(0, max / 2).join("")}…`;
}

/** "2025-04-30T10:00Z", "20250430", "D:20250430…", "2025-04" -> a day, a month or a year; null when it is none. */
export function publishedDay(value: string | null | undefined): string | null {
  const found = /^(?:D:)?((?!0000)\d{4})(?:[-/.]?(\d{2})(?:[-/.]?(\d{2}))?)?/.exec((value ?? "").trim());
  if (!found?.[1]) return null;
  const [, year, month, day] = found;
  if (!month || Number(month) < 1 || Number(month) > 12) return year;
  if (!day || Number(day) < 1 || Number(day) > 31) return `${year}-${month}`;
  return `${year}-${month}-${day}`;
}
