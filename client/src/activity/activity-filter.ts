import { idSchema } from "@postil/shared/schema/ids";
import { queryString } from "../api/http.ts";

/** What the address says about the list. Days are "2025-04-30", as the person's own calendar has them, or "". */
export interface ActivityFilter {
  kind: string[];
  person: string[];
  article: string[];
  since: string;
  until: string;
}

const NAMES = ["kind", "person", "article", "since", "until"] as const;
/** The server takes no more of one kind. */
const MOST = 100;

/** Whatever the address holds gives a filter: what doesn't fit is left out. `kinds`: those that the list knows. */
export function readFilter(search: URLSearchParams, kinds: readonly string[]): ActivityFilter {
  const some = (name: string, fits: (value: string) => boolean) =>
    [...new Set(search.getAll(name).filter(fits))].slice(0, MOST);
  const isId = (value: string) => idSchema.safeParse(value).success;
  return {
    kind: some("kind", (kind) => kinds.includes(kind)),
    person: some("person", (person) => person === "me" || isId(person)),
    article: some("article", isId),
    since: readDay(search.get("since")),
    until: readDay(search.get("until")),
  };
}

function readDay(value: string | null): string {
  if (value === null || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return "";
  const day = new Date(`${value}T00:00:00Z`);
  return Number.isNaN(day.getTime()) || day.toISOString().slice(0, 10) !== value ? "" : value;
}

/** The address of a filter; other parameters stay. */
export function writeFilter(search: URLSearchParams, filter: ActivityFilter): URLSearchParams {
  const next = new URLSearchParams(search);
  for (const name of NAMES) next.delete(name);
  for (const [name, value] of new URLSearchParams(queryString({ ...filter }))) next.append(name, value);
  return next;
}

/** As the server takes it, without "?": the person's days become instants. */
export function toQuery(filter: ActivityFilter): string {
  return queryString({
    ...filter,
    since: filter.since === "" ? "" : startOfDay(filter.since, 0).toISOString(),
    until: filter.until === "" ? "" : new Date(startOfDay(filter.until, 1).getTime() - 1).toISOString(),
  }).slice(1);
}

/** Where the day begins on this person's clock, so many days later. */
function startOfDay(day: string, later: number): Date {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  return new Date(year, month - 1, date + later);
}

export function countFilters({ kind, person, article, since, until }: ActivityFilter): number {
  return [kind.length, person.length, article.length, since.length, until.length].filter((length) => length > 0).length;
}
