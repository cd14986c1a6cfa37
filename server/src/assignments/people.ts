import { randomInt } from "node:crypto";
import { newId } from "@postil/shared/schema/ids";
import { PALETTE_SIZE } from "@postil/shared/schema/tag";
import type { EntityManager } from "typeorm";

interface Assignment {
  id: string;
  workspaceId: string;
  state: "draft" | "published";
  pseudonyms: boolean;
}

/**
 * Makes these the assignment's people. Who is not among them any more is gone from a draft without a trace; from a
 * published one they are taken out: what they did stays, theirs alone until the reveal unless they had submitted, and
 * comes back with them.
 */
export async function setPeople(
  manager: EntityManager,
  assignment: Assignment,
  actors: readonly string[],
  adjudicators: readonly string[],
): Promise<void> {
  const gone =
    assignment.state === "draft"
      ? "delete from assignment_person where assignment_id = $1 and actor_id <> all($2::text[])"
      : `update assignment_person set removed_at = now()
          where assignment_id = $1 and actor_id <> all($2::text[]) and removed_at is null`;
  await manager.query(gone, [assignment.id, actors]);
  await addPeople(manager, assignment, actors);
  await setAdjudicators(manager, assignment.id, adjudicators);
}

export async function setAdjudicators(manager: EntityManager, id: string, actors: readonly string[]): Promise<void> {
  await manager.query(
    `update assignment_person set adjudicates = actor_id = any($2::text[])
      where assignment_id = $1 and adjudicates <> (actor_id = any($2::text[]))`,
    [id, actors],
  );
}

/** Who is named one by one; the others take part with a group, or with everyone. */
export async function setChosen(manager: EntityManager, id: string, actors: readonly string[]): Promise<void> {
  await manager.query(
    `update assignment_person set chosen = actor_id = any($2::text[])
      where assignment_id = $1 and chosen <> (actor_id = any($2::text[]))`,
    [id, actors],
  );
}

/** From the reveal on, its people are those whom it has, by name, whatever becomes of the groups that it asked. */
export async function settlePeople(manager: EntityManager, id: string): Promise<void> {
  await manager.query(
    `update assignment_person p set chosen = true from assignment s
      where s.id = $1 and p.assignment_id = s.id and not s.everyone and not p.chosen and p.removed_at is null`,
    [id],
  );
  await manager.query("delete from assignment_group where assignment_id = $1", [id]);
}

/** Answers the actors of those who were not among its people before. */
export async function addPeople(
  manager: EntityManager,
  { id, workspaceId, state, pseudonyms }: Assignment,
  actors: readonly string[],
): Promise<string[]> {
  const [back] = await manager.query<[{ actor: string }[], number]>(
    `update assignment_person set removed_at = null
      where assignment_id = $1 and actor_id = any($2::text[]) and removed_at is not null returning actor_id as actor`,
    [id, actors],
  );
  const added: { actor: string }[] = await manager.query(
    `insert into assignment_person (assignment_id, actor_id, coder_actor)
       select $1, actor, actor from (select distinct unnest($2::text[]) as actor) wanted
       on conflict (assignment_id, actor_id) do nothing returning actor_id as actor`,
    [id, actors],
  );
  if (pseudonyms && state === "published") await givePseudonyms(manager, id, workspaceId);
  return [...back, ...added].map(({ actor }) => actor);
}

/**
 * Gives everybody who has none yet an actor of their own, "Reader 7". Numbers are drawn at random from more than there
 * are people: neither the alphabet nor who came when can be read from them. The actor belongs to no user: who it is
 * stands in `assignment_person` alone.
 */
export async function givePseudonyms(manager: EntityManager, id: string, workspaceId: string): Promise<void> {
  const people: { actor: string; coder: string; name: string; colour: number }[] = await manager.query(
    `select p.actor_id as actor, p.coder_actor as coder, a.name, a.colour from assignment_person p
       join actor a on a.id = p.coder_actor where p.assignment_id = $1`,
    [id],
  );
  const given = people.filter(({ actor, coder }) => actor !== coder);
  const taken = new Set(given.map(({ name }) => name));
  // Two share a colour only where there are more of them than colours.
  const left = new Set(Array.from({ length: PALETTE_SIZE }, (_, index) => index));
  for (const { colour } of given) left.delete(colour);
  const most = Math.max(30, people.length * 3);
  for (const { actor } of people.filter(({ actor, coder }) => actor === coder)) {
    let name = "";
    do name = `Reader ${randomInt(most) + 1}`;
    while (taken.has(name));
    taken.add(name);
    const free = [...left];
    const colour = free[randomInt(Math.max(1, free.length))] ?? randomInt(PALETTE_SIZE);
    left.delete(colour);
    const coder = newId();
    await manager.query(
      "insert into actor (id, workspace_id, assignment_id, name, colour) values ($1, $2, $3, $4, $5)",
      [coder, workspaceId, id, name, colour],
    );
    await manager.query("update assignment_person set coder_actor = $3 where assignment_id = $1 and actor_id = $2", [
      id,
      actor,
      coder,
    ]);
  }
}

/** Whom "everyone" means: all annotators. Those who lead or only look choose to take part. */
export async function everyone(manager: EntityManager, workspaceId: string): Promise<string[]> {
  const rows: { actor: string }[] = await manager.query(
    "select actor_id as actor from member where workspace_id = $1 and role = 'annotator'",
    [workspaceId],
  );
  return rows.map(({ actor }) => actor);
}

/** Users who may know of what happens in an assignment: its people, and all instructors. */
export async function audience(manager: EntityManager, id: string): Promise<string[]> {
  const rows: { user: string }[] = await manager.query(
    `select m.user_id as "user" from assignment s join member m on m.workspace_id = s.workspace_id
      where s.id = $1 and (m.role in ('owner', 'instructor') or (s.state = 'published' and exists (
        select 1 from assignment_person p where p.assignment_id = s.id and p.actor_id = m.actor_id)))`,
    [id],
  );
  return rows.map(({ user }) => user);
}

/** Users who may know how far its people are: instructors, but for those who code in a blind one before its reveal. */
export async function overseers(manager: EntityManager, ids: readonly string[]): Promise<string[]> {
  const rows: { user: string }[] = await manager.query(
    `select distinct m.user_id as "user" from assignment s join member m on m.workspace_id = s.workspace_id
      where s.id = any($1::text[]) and m.role in ('owner', 'instructor')
        and (s.kind = 'together' or s.revealed_at is not null or not exists (
          select 1 from assignment_person p where p.assignment_id = s.id and p.actor_id = m.actor_id))`,
    [ids],
  );
  return rows.map(({ user }) => user);
}

/** Users who take part now. */
export async function participants(manager: EntityManager, id: string): Promise<string[]> {
  const rows: { user: string }[] = await manager.query(
    `select m.user_id as "user" from assignment_person p join member m on m.actor_id = p.actor_id
      where p.assignment_id = $1 and p.removed_at is null`,
    [id],
  );
  return rows.map(({ user }) => user);
}
