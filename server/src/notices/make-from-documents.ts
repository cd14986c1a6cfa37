import { mentionedIn } from "@postil/shared/schema/comment";
import type { EntityManager } from "typeorm";
import { readableLayer } from "../workspaces/layer-visibility.ts";
import { KEPT_READ } from "./prune-notices.ts";

/** Revisions looked at by one statement. */
const SLICE = 2_000;

interface Entry {
  /** bigint: the driver gives it as text. */
  id: string;
  map: string;
  key: string;
  layer: string;
}

/** Somebody to be told of something in a thread. Ids of actors as the document names them. */
interface Told {
  kind: "mention" | "reply" | "assigned";
  layer: string;
  annotation: string;
  comment: string | null;
  to: string;
  by: string;
  /** What one is told of once. */
  subject: string;
  at: Date;
}

/**
 * Makes the notices of threads from the history of entries after `after`, each at most once however often it is looked
 * at. Answers the highest id it has seen, `after` when there was none.
 */
export async function makeFromDocuments(manager: EntityManager, after: string): Promise<string> {
  let seen = after;
  for (;;) {
    const entries: Entry[] = await manager.query(
      `select r.id, r.map, r.key, l.id as layer from (
         select id, document_id, map, key from entry_revision where id > $1 order by id limit ${SLICE}) r
         left join layer l on l.id = substr(r.document_id, 7) and l.kind <> 'private'
           and r.map in ('comments', 'commentTexts', 'notes', 'assignees')
        order by r.id`,
      [seen],
    );
    const shared = entries.filter(({ layer }) => layer !== null);
    if (shared.length > 0) {
      const keys = (...maps: string[]) => keysOf(shared.filter(({ map }) => maps.includes(map)));
      // A mention says more than a reply: who is mentioned is not told of the reply as well.
      await insert(manager, [
        ...(await mentionsInComments(manager, keys("comments", "commentTexts"))),
        ...(await mentionsInNotes(manager, keys("notes"))),
        ...(await replies(manager, keys("comments"))),
        ...(await assigned(manager, keys("assignees"))),
      ]);
    }
    seen = entries.at(-1)?.id ?? seen;
    if (entries.length < SLICE) return seen;
  }
}

type Keys = [layers: string[], ids: string[]];

function keysOf(entries: readonly Entry[]): Keys {
  const once = new Map(entries.map((entry) => [`${entry.layer}/${entry.key}`, entry]));
  return [[...once.values()].map(({ layer }) => layer), [...once.values()].map(({ key }) => key)];
}

const COMMENTS = `unnest($1::text[], $2::text[]) as k(layer, id)
  join comment c on c.layer_id = k.layer and c.comment_id = k.id and c.deleted_at is null
  join annotation an on an.layer_id = c.layer_id and an.annotation_id = c.annotation_id and an.deleted_at is null`;
const OF_COMMENT = `c.layer_id as layer, c.annotation_id as annotation, c.comment_id as comment,
  c.comment_id as subject, c.author_id as by, c.received_at as at`;

/** Once for each comment, however often it is edited: who is added later is told then. */
async function mentionsInComments(manager: EntityManager, keys: Keys): Promise<Told[]> {
  if (keys[0].length === 0) return [];
  return manager.query(
    `select 'mention' as kind, ${OF_COMMENT}, mentioned.actor as to
       from ${COMMENTS}, unnest(c.mentions) as mentioned(actor)
      where not ${namedLongAgo("commentTexts", "mentioned.actor")}`,
    keys,
  );
}

async function mentionsInNotes(manager: EntityManager, keys: Keys): Promise<Told[]> {
  if (keys[0].length === 0) return [];
  const rows: (Omit<Told, "kind" | "comment"> & { note: string })[] = await manager.query(
    `select an.layer_id as layer, an.annotation_id as annotation, an.annotation_id as subject, an.author_id as by, r.at,
            an.note, mentioned.actor as to
       from unnest($1::text[], $2::text[]) as k(layer, id)
       join annotation an on an.layer_id = k.layer and an.annotation_id = k.id
       cross join lateral ${latest("notes")} cross join unnest(an.mentions) as mentioned(actor)
      where an.deleted_at is null and not ${namedLongAgo("notes", "mentioned.actor")}`,
    keys,
  );
  // The column holds those of the comments too.
  return rows
    .filter(({ note, to }) => mentionedIn(note).includes(to))
    .map(({ note: _note, ...row }) => ({ ...row, kind: "mention", comment: null }));
}

/** Whether the entry `k` named the actor so long ago that the notice of it may be pruned: an edit doesn't tell again. */
function namedLongAgo(map: string, actor: string): string {
  return `exists (select 1 from entry_revision old
     where old.document_id = 'layer/' || k.layer and old.map = '${map}' and old.key = k.id
       and old.at < now() - ${KEPT_READ} and position('(actor:' || ${actor} || ')' in old.value->>'text') > 0)`;
}

/** For whose annotation it is, whose comment is answered, and whoever has said something in the thread before. */
async function replies(manager: EntityManager, keys: Keys): Promise<Told[]> {
  if (keys[0].length === 0) return [];
  return manager.query(
    `select 'reply' as kind, ${OF_COMMENT}, part.actor as to from ${COMMENTS}, lateral (
       select an.author_id as actor
       union select e.author_id from comment e
        where e.layer_id = c.layer_id and e.annotation_id = c.annotation_id and e.deleted_at is null
          and (e.comment_id = c.parent_id or (e.received_at, e.created_at, e.comment_id)
            < (c.received_at, c.created_at, c.comment_id))) part`,
    keys,
  );
}

/** Whoever is to settle the thread now; assigned again later, they are told again. */
async function assigned(manager: EntityManager, keys: Keys): Promise<Told[]> {
  if (keys[0].length === 0) return [];
  return manager.query(
    `select 'assigned' as kind, an.layer_id as layer, an.annotation_id as annotation, null as comment,
            an.annotation_id || '/' || (r.value->>'at') as subject, r.value->>'by' as by, r.at, an.assignee as to
       from unnest($1::text[], $2::text[]) as k(layer, id)
       join annotation an on an.layer_id = k.layer and an.annotation_id = k.id
       cross join lateral ${latest("assignees")}
      where an.deleted_at is null and an.assignee is not null and r.value->>'user' = an.assignee`,
    keys,
  );
}

/** The newest revision `r` of an entry of the layer and key `k`. */
function latest(map: string): string {
  return `(select value, at from entry_revision
     where document_id = 'layer/' || k.layer and map = '${map}' and key = k.id order by id desc limit 1) r`;
}

/**
 * Finds the members behind the actors, also those behind pseudonyms; keeps those who may read the layer now, and leaves
 * out who did it themselves. What was written in a blind layer before it opened to them rings no bell when it does.
 */
async function insert(manager: EntityManager, told: readonly Told[]): Promise<void> {
  if (told.length === 0) return;
  await manager.query(
    `with told as (
       select * from jsonb_to_recordset($1::jsonb) as t(kind text, layer text, annotation text, comment text,
         "to" text, by text, subject text, at timestamptz)
     ), named as (
       select distinct actor from (select "to" as actor from told union all select by from told) a
     ), person as (
       select a.id as as_actor, coalesce(p.actor_id, a.id) as actor_id
         from named join actor a on a.id = named.actor
         left join assignment_person p on p.assignment_id = a.assignment_id and p.coder_actor = a.id
     ), known as (
       select t.*, m.user_id, m.workspace_id, m.actor_id
         from told t join person someone on someone.as_actor = t."to" join person doer on doer.as_actor = t.by
         join member m on m.actor_id = someone.actor_id
         join layer l on l.id = t.layer and l.workspace_id = m.workspace_id
         left join assignment s on s.id = l.assignment_id
         left join assignment_person me on me.assignment_id = s.id and me.actor_id = m.actor_id
         left join assignment_person coder on coder.assignment_id = s.id and coder.coder_actor = l.owner_actor
        where someone.actor_id <> doer.actor_id and ${readableLayer("l", "m.actor_id")}
          and (l.kind <> 'blind' or t.at >= coalesce(s.revealed_at, me.revealed_at, coder.submitted_at))
     )
     insert into notice (user_id, workspace_id, actor_id, kind, subject, layer_id, annotation_id, comment_id, as_actor,
       by_actor, at)
     select distinct on (k.actor_id, k.kind, k.subject) k.user_id, k.workspace_id, k.actor_id, k.kind, k.subject,
            k.layer, k.annotation, k.comment, k."to", k.by, date_trunc('milliseconds', k.at)
       from known k
      where k.kind <> 'reply' or not exists (
        select 1 from known other
         where other.kind = 'mention' and other.subject = k.subject and other.actor_id = k.actor_id)
      order by k.actor_id, k.kind, k.subject
     on conflict (actor_id, kind, subject) do nothing`,
    [JSON.stringify(told)],
  );
}
