import { idSchema } from "@postil/shared/schema/ids";
import { layerKindSchema } from "@postil/shared/schema/role";
import { queryString } from "../api/http.ts";

export const SORTS = ["newest", "oldest", "place"] as const;
export type AnnotationSort = (typeof SORTS)[number];
export type Status = "all" | "open" | "resolved";
/** What annotations have to do with the reader: all, their own, those that mention them, those they are to settle. */
export const CONCERNS = ["all", "mine", "mentioned", "assigned"] as const;
export type Concern = (typeof CONCERNS)[number];

/** What the address says about the list. Days are "2025-04-30", as the person's own calendar has them, or "". */
export interface AnnotationFilter {
  q: string;
  article: string[];
  /** Kinds, or ids from a link. */
  layer: string[];
  tag: string[];
  author: string[];
  attribute: string[];
  status: Status;
  concern: Concern;
  since: string;
  until: string;
  sort: AnnotationSort;
}

const NAMES = [
  "q",
  "article",
  "layer",
  "tag",
  "author",
  "mentions",
  "assignee",
  "attribute",
  "resolved",
  "since",
  "until",
  "sort",
];
/** The server takes no more of one kind. */
const MOST_IDS = 100;
const MOST_ATTRIBUTES = 30;

/** Whatever the address holds gives a filter: what doesn't fit is left out. */
export function readFilter(search: URLSearchParams): AnnotationFilter {
  const ids = (name: string) => distinct(search.getAll(name).filter((id) => idSchema.safeParse(id).success));
  const isLayer = (value: string) => layerKindSchema.safeParse(value).success || idSchema.safeParse(value).success;
  const resolved = search.get("resolved");
  const sort = search.get("sort");
  return {
    q: (search.get("q") ?? "").trim().slice(0, 200),
    article: ids("article"),
    layer: distinct(search.getAll("layer").filter(isLayer)),
    tag: ids("tag"),
    author: ids("author"),
    attribute: distinct(search.getAll("attribute").filter((value) => /^[^:]+:./.test(value))).slice(0, MOST_ATTRIBUTES),
    status: resolved === "true" ? "resolved" : resolved === "false" ? "open" : "all",
    concern: readConcern(search),
    since: readDay(search.get("since")),
    until: readDay(search.get("until")),
    sort: SORTS.find((known) => known === sort) ?? "newest",
  };
}

function readConcern(search: URLSearchParams): Concern {
  if (search.getAll("mentions").includes("me")) return "mentioned";
  if (search.getAll("assignee").includes("me")) return "assigned";
  return search.getAll("author").includes("me") ? "mine" : "all";
}

function distinct(values: string[]): string[] {
  return [...new Set(values)].slice(0, MOST_IDS);
}

function readDay(value: string | null): string {
  if (value === null || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return "";
  const day = new Date(`${value}T00:00:00Z`);
  return Number.isNaN(day.getTime()) || day.toISOString().slice(0, 10) !== value ? "" : value;
}

/** The address of a filter; what is as usual is left out. Other parameters stay. */
export function writeFilter(search: URLSearchParams, change: Partial<AnnotationFilter>): URLSearchParams {
  const filter = { ...readFilter(search), ...change };
  const next = new URLSearchParams(search);
  for (const name of NAMES) next.delete(name);
  for (const [name, value] of new URLSearchParams(toParameters(filter, filter))) next.append(name, value);
  if (filter.sort !== "newest") next.set("sort", filter.sort);
  return next;
}

function toParameters(filter: AnnotationFilter, days: { since: string; until: string }): string {
  return queryString({
    q: filter.q,
    article: filter.article,
    layer: filter.layer,
    tag: filter.tag,
    author: filter.concern === "mine" ? ["me", ...filter.author] : filter.author,
    mentions: filter.concern === "mentioned" ? "me" : "",
    assignee: filter.concern === "assigned" ? "me" : "",
    attribute: filter.attribute,
    resolved: filter.status === "all" ? null : filter.status === "resolved",
    since: days.since,
    until: days.until,
  }).slice(1);
}

/** As the server takes it, for list and export alike: the person's days become instants. Without the order. */
export function toQuery(filter: AnnotationFilter): string {
  return toParameters(filter, {
    since: filter.since === "" ? "" : startOfDay(filter.since, 0).toISOString(),
    until: filter.until === "" ? "" : new Date(startOfDay(filter.until, 1).getTime() - 1).toISOString(),
  });
}

/** Where the day begins on this person's clock, so many days later. */
function startOfDay(day: string, later: number): Date {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  return new Date(year, month - 1, date + later);
}

export function countFilters(filter: AnnotationFilter): number {
  const lists = [filter.article, filter.layer, filter.tag, filter.author, filter.attribute];
  const others = [
    filter.q !== "",
    filter.status !== "all",
    filter.concern !== "all",
    filter.since !== "",
    filter.until !== "",
  ];
  return lists.filter(({ length }) => length > 0).length + others.filter(Boolean).length;
}

export type RowShape = "annotation" | "tag" | "comment";

/** Where the CSV of exactly this filter comes from. `names`: of members, in place of their pseudonyms. */
export function exportUrl(
  workspaceId: string,
  filter: AnnotationFilter,
  rows: RowShape,
  { raw, names = false }: { raw: boolean; names?: boolean },
): string {
  const query = new URLSearchParams(toQuery(filter));
  query.set("rows", rows);
  if (raw) query.set("raw", "1");
  if (names) query.set("names", "names");
  return `/api/workspaces/${workspaceId}/exports/annotations.csv?${query}`;
}
