const FORMATS: Record<number, Intl.DateTimeFormat> = {
  4: new Intl.DateTimeFormat(undefined, { year: "numeric", timeZone: "UTC" }),
  7: new Intl.DateTimeFormat(undefined, { year: "numeric", month: "short", timeZone: "UTC" }),
  10: new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeZone: "UTC" }),
};

/** A day, a month or a year ("2025-04-30", "2025-04", "2025") as people write it. */
export function describePublished(published: string): string {
  const format = FORMATS[published.length];
  const date = new Date(published);
  return format && !Number.isNaN(date.getTime()) ? format.format(date) : published;
}
