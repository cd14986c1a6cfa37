import { formatDate } from "../ui/format.ts";

const FORMATS: Record<number, Intl.DateTimeFormatOptions> = {
  4: { year: "numeric", timeZone: "UTC" },
  7: { year: "numeric", month: "short", timeZone: "UTC" },
  10: { dateStyle: "medium", timeZone: "UTC" },
};

/** A day, a month or a year ("2025-04-30", "2025-04", "2025") as people write it. */
export function describePublished(published: string): string {
  const format = FORMATS[published.length];
  const date = new Date(published);
  return format && !Number.isNaN(date.getTime()) ? formatDate(date, format) : published;
}
