import { z } from "zod";
import { type Parameters, withinTimes } from "../platform/database/parameters.ts";
import { decodeCursor, encodeCursor } from "../platform/http/cursor.ts";

/** A table, or a join, whose rows are events in time, read newest first by (`at`, `id`), which an index should give. */
export interface TimelineSource<C extends string> {
  /** Orders events of one moment, and tells sources apart: never two of the same. */
  rank: number;
  /** SQL of when it happened, and of what tells it from others of this source at that moment. */
  at: string;
  /** SQL of when the server heard of it, where that may be later. */
  heard?: string;
  id: string;
  idType: "text" | "bigint";
  /** SQL of the actor who did it, to filter by. */
  actor: string;
  /** SQL of the article that it is about; null: about none. */
  article: string | null;
  /** SQL of what else is told; what is missing is null. */
  columns: Partial<Record<C, string>>;
  from: string;
  where: readonly string[];
  /** Asked once for each row of this, which `from` and `where` may name: for indexes that begin with such a row's id. */
  each?: { from: string; where: string };
}

/** What a page is narrowed to. `actors`, `notActors`, `articles`: ids; a day stands for all of it, in UTC. */
export interface TimelineBounds {
  actors?: readonly string[] | undefined;
  notActors?: readonly string[] | undefined;
  articles?: readonly string[] | undefined;
  since?: string | undefined;
  /** What the server heard from then on, of at most `HEARD_LATE` before. */
  heardSince?: string | undefined;
  until?: string | undefined;
}

/** An event's place. `at`: ISO 8601 with microseconds, as the database keeps it. */
export interface TimelinePlace {
  at: string;
  source: number;
  id: string;
}

export type TimelineRow<T> = T & TimelinePlace & { actor: string | null; article: string | null };

/** How long before it was heard of something may have happened to count as heard just now: it bounds what is read. */
const HEARD_LATE = "14 days";

const placeSchema = z.tuple([
  z.iso.datetime({ precision: 6 }).refine((at) => !at.startsWith("0000")),
  z.number().int().min(0).max(99),
  z.string().regex(/^[\w-]{1,140}$/),
]);

export function encodePlace({ at, source, id }: TimelinePlace): string {
  return encodeCursor([at, source, id]);
}

/** 422 for what is not a place in a timeline of these sources. */
export function decodePlace(cursor: string, sources: readonly TimelineSource<string>[]): TimelinePlace {
  const isPlace = ([, rank, id]: z.output<typeof placeSchema>) => {
    const source = sources.find((one) => one.rank === rank);
    return source !== undefined && (source.idType === "text" || /^\d{1,18}$/.test(id));
  };
  const [at, source, id] = decodeCursor(cursor, placeSchema.refine(isPlace));
  return { at, source, id };
}

/**
 * One statement that answers the `limit` newest events before `after`, of all sources together. `values` holds what
 * the sources name already. Each source is cut by itself, on its own index, and what is left is merged.
 */
export function timelineSql<C extends string>(
  sources: readonly TimelineSource<C>[],
  types: Record<C, "text" | "integer" | "jsonb">,
  bounds: TimelineBounds,
  after: TimelinePlace | null,
  limit: number,
  values: Parameters,
): string {
  const most = values.add(limit);
  const within = boundConditions(bounds, values);
  const before = after === null ? () => [] : beforeConditions(after, values);
  const names = Object.keys(types) as C[];
  const parts = sources.map((source) => {
    const told = names.map((name) => `${source.columns[name] ?? `null::${types[name]}`} as "${name}"`);
    const order = (at: string, id: string) => `order by ${at} desc, ${id} desc limit ${most}`;
    const own = `select ${source.at} as moment, ${source.id} as own_id, ${source.actor} as actor,
        ${source.article ?? "null::text"} as article, ${told.join(", ")}
      from ${source.from} where ${[...source.where, ...within(source), ...before(source)].join(" and ")}
      ${order(source.at, source.id)}`;
    const { each } = source;
    const cut = each
      ? `select own.* from ${each.from} cross join lateral (${own}) own where ${each.where}
         ${order("own.moment", "own.own_id")}`
      : own;
    // Ids are numbers here and texts there: a source's own order goes on as a count.
    return `select moment, ${source.rank} as source, row_number() over () as place, own_id::text as id, actor, article,
      ${names.map((name) => `"${name}"`).join(", ")} from (${cut}) cut`;
  });
  return `select to_char(moment at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, events.*
    from (${parts.join("\nunion all\n")}) events order by moment desc, source desc, place limit ${most}`;
}

function boundConditions(bounds: TimelineBounds, values: Parameters): (source: TimelineSource<string>) => string[] {
  const ids = (given: readonly string[] | undefined) => given && `${values.add([...given])}::text[]`;
  const [actors, notActors, articles] = [ids(bounds.actors), ids(bounds.notActors), ids(bounds.articles)];
  const times = withinTimes(bounds, values);
  const heardSince = bounds.heardSince && `${values.add(new Date(bounds.heardSince))}::timestamptz`;
  return ({ at, heard, actor, article }) => [
    ...(actors ? [`${actor} = any(${actors})`] : []),
    ...(notActors ? [`coalesce(${actor}, '') <> all(${notActors})`] : []),
    ...(articles ? [article === null ? "false" : `${article} = any(${articles})`] : []),
    ...times(at),
    ...(heardSince ? [`${heard ?? at} >= ${heardSince}`] : []),
    ...(heardSince && heard ? [`${at} >= ${heardSince} - interval '${HEARD_LATE}'`] : []),
  ];
}

function beforeConditions(after: TimelinePlace, values: Parameters): (source: TimelineSource<string>) => string[] {
  const at = `${values.add(after.at)}::timestamptz`;
  const id = values.add(after.id);
  return (source) => {
    if (source.rank < after.source) return [`${source.at} <= ${at}`];
    if (source.rank > after.source) return [`${source.at} < ${at}`];
    return [`(${source.at}, ${source.id}) < (${at}, ${id}::text::${source.idType})`];
  };
}
