import type { ActivityItem, ActivityPerson } from "@postil/shared/schema/activity";
import { roleSchema } from "@postil/shared/schema/role";
import type { EntityManager } from "typeorm";
import type { Membership } from "../workspaces/access.ts";
import { pseudonymsOf } from "../workspaces/pseudonyms.ts";
import type { FeedEvent, Run } from "./feed-runs.ts";

/** Characters of a passage that the feed shows. */
const QUOTE = 160;

/** What runs name, looked up at once. */
interface Names {
  people: ReadonlyMap<string, ActivityPerson>;
  articles: ReadonlyMap<string, string>;
  assignments: ReadonlyMap<string, string>;
  /** By layer and annotation. */
  quotes: ReadonlyMap<string, string>;
  /** By id of the change. */
  codebook: ReadonlyMap<string, ActivityItem["changes"]>;
}

/** Runs as the feed answers them. All in them is the caller's to know; names of pseudonyms only where they may. */
export async function feedItems(manager: EntityManager, me: Membership, runs: readonly Run[]): Promise<ActivityItem[]> {
  const names = await namesOf(
    manager,
    me,
    runs.flatMap(({ events }) => events),
  );
  return runs.map((run) => toItem(run, names));
}

function toItem({ events, count, oldest }: Run, names: Names): ActivityItem {
  const [event] = events as [FeedEvent];
  const { type, article, layer, layerKind, assignment, ref, detail } = event;
  const person = (actor: unknown) => (typeof actor === "string" ? (names.people.get(actor) ?? null) : null);
  const quote = layer !== null && ref !== null ? names.quotes.get(`${layer}/${ref}`) : undefined;
  const title = article === null ? undefined : names.articles.get(article);
  const gone = type === "article-deleted" && typeof detail?.thing === "string" ? detail.thing : null;
  return {
    id: `${event.source}-${event.id}`,
    type,
    at: instant(event.at),
    since: instant(oldest),
    count: type === "published" ? published(detail) : count,
    person: person(event.actor),
    subject: person(detail?.subject),
    article: title !== undefined ? { id: article, title } : gone === null ? null : { id: null, title: gone },
    layer: layer !== null && layerKind !== null ? { id: layer, kind: layerKind } : null,
    annotation: quote !== undefined && ref !== null ? { id: ref, quote } : null,
    assignment: assignment === null ? null : { id: assignment, title: names.assignments.get(assignment) ?? "" },
    role: roleSchema.safeParse(detail?.role).data ?? null,
    changes: events.flatMap((one) => names.codebook.get(one.id) ?? []).slice(0, 3),
    things: things(events, names),
  };
}

/** How many annotations were published at once. */
function published(detail: FeedEvent["detail"]): number {
  return typeof detail?.count === "number" ? detail.count : 1;
}

function things(events: readonly FeedEvent[], names: Names): string[] {
  return events.flatMap(({ type, article, detail }) => {
    if (typeof detail?.thing === "string") return [detail.thing];
    return type === "article-added" && article !== null ? (names.articles.get(article) ?? []) : [];
  });
}

/** In whole milliseconds. */
function instant(at: string): string {
  return new Date(at).toISOString();
}

async function namesOf(manager: EntityManager, me: Membership, events: readonly FeedEvent[]): Promise<Names> {
  const distinct = (values: readonly unknown[]) => [...new Set(values.filter((one) => typeof one === "string"))];
  const ofLayers = events.filter(({ layer, ref }) => layer !== null && ref !== null);
  const changes = events.filter(({ type }) => type === "codebook-changed").map(({ id }) => id);
  const titles = async (table: "article" | "assignment", ids: unknown[]) => {
    if (ids.length === 0) return new Map<string, string>();
    const sql = `select id, title from ${table} where id = any($1::text[])`;
    const rows: { id: string; title: string }[] = await manager.query(sql, [ids]);
    return new Map(rows.map(({ id, title }) => [id, title]));
  };
  return {
    people: await peopleOf(manager, me, distinct(events.flatMap(({ actor, detail }) => [actor, detail?.subject]))),
    articles: await titles("article", distinct(events.map(({ article }) => article))),
    assignments: await titles("assignment", distinct(events.map(({ assignment }) => assignment))),
    quotes: await quotesOf(manager, ofLayers),
    codebook: await changesOf(manager, changes),
  };
}

/** A pseudonym only to those who may know of it: how many there are is not to be told before the reveal. */
export async function peopleOf(
  manager: EntityManager,
  me: Membership,
  actors: readonly unknown[],
): Promise<Map<string, ActivityPerson>> {
  if (actors.length === 0) return new Map();
  const rows: (ActivityPerson & { assignment: string | null })[] = await manager.query(
    `select id as actor, name, colour, assignment_id as assignment from actor
      where workspace_id = $1 and id = any($2::text[])`,
    [me.workspaceId, actors],
  );
  const known = rows.some(({ assignment }) => assignment !== null)
    ? new Set((await pseudonymsOf(manager, me)).map(({ actor }) => actor))
    : new Set<string>();
  return new Map(
    rows
      .filter(({ actor, assignment }) => assignment === null || known.has(actor))
      .map(({ actor, name, colour }) => [actor, { actor, name, colour }]),
  );
}

async function quotesOf(manager: EntityManager, events: readonly FeedEvent[]): Promise<Map<string, string>> {
  if (events.length === 0) return new Map();
  const rows: { layer: string; id: string; quote: string }[] = await manager.query(
    `select n.layer_id as layer, n.annotation_id as id, left(n.quote, ${QUOTE}) as quote
       from unnest($1::text[], $2::text[]) as wanted(layer_id, annotation_id)
      cross join lateral (
        select * from annotation a where a.layer_id = wanted.layer_id and a.annotation_id = wanted.annotation_id
           and a.deleted_at is null offset 0) n`,
    [events.map(({ layer }) => layer), events.map(({ ref }) => ref)],
  );
  return new Map(rows.map(({ layer, id, quote }) => [`${layer}/${id}`, quote]));
}

async function changesOf(
  manager: EntityManager,
  ids: readonly string[],
): Promise<Map<string, ActivityItem["changes"]>> {
  if (ids.length === 0) return new Map();
  const rows: { id: string; changes: ActivityItem["changes"] }[] = await manager.query(
    `select c.id::text as id, array(
        select jsonb_build_object('kind', one->'kind', 'path', one->'path',
               'from', case when one->>'kind' in ('renamed', 'moved') then one->'from' end,
               'to', case when one->>'kind' in ('renamed', 'moved', 'merged') then one->'to' end)
          from jsonb_array_elements(c.differences) with ordinality as d(one, place) order by place limit 3) as changes
       from codebook_change c where c.id = any($1::bigint[])`,
    [ids],
  );
  return new Map(rows.map(({ id, changes }) => [id, changes]));
}
