import type { EntityManager } from "typeorm";
import { addPeople, audience } from "./people.ts";

/** An assignment whose people have changed. `userIds`: who may have known of it before, and who may now. */
export interface Followed {
  id: string;
  userIds: string[];
}

/** Of a person `p` in an assignment `s`: they have done something in it that must not be taken from them. */
const HAS_BEGUN = `(p.submitted_at is not null or p.taken_back_at is not null
  or exists (select 1 from layer l where l.assignment_id = s.id and l.owner_actor = p.coder_actor)
  or (s.kind = 'together' and exists (
    select 1 from assignment_article aa join layer l on l.article_id = aa.article_id and l.kind = 'team'
     where aa.assignment_id = s.id and (
       exists (select 1 from annotation n where n.layer_id = l.id and n.author_id = p.actor_id
                and n.received_at >= coalesce(s.opens_at, s.published_at))
       or exists (select 1 from comment c where c.layer_id = l.id and c.author_id = p.actor_id
                   and c.received_at >= coalesce(s.opens_at, s.published_at))))))`;

/**
 * Gives the workspace's assignments that ask groups the people who are in them now, until their reveal. Who has left
 * and had begun stays, chosen by name from now on; who had not is gone without a trace. Decided by what is there, so
 * that it can be done again at any time. Call it under `raiseAclVersion`.
 */
export async function followGroups(manager: EntityManager, workspaceId: string): Promise<Followed[]> {
  const assignments: { id: string; pseudonyms: boolean }[] = await manager.query(
    `select s.id, s.pseudonyms from assignment s
      where s.workspace_id = $1 and not s.everyone and s.state = 'published' and s.deleted_at is null
        and s.revealed_at is null
        and (exists (select 1 from assignment_group where assignment_id = s.id) or exists (
          select 1 from assignment_person where assignment_id = s.id and not chosen and removed_at is null))
      order by s.id for update of s`,
    [workspaceId],
  );
  const changed: Followed[] = [];
  for (const { id, pseudonyms } of assignments) {
    const before = await audience(manager, id);
    const rows: { actor: string }[] = await manager.query(
      `select distinct gp.actor_id as actor from assignment_group ag
         join member_group_person gp on gp.group_id = ag.group_id join member m on m.actor_id = gp.actor_id
        where ag.assignment_id = $1`,
      [id],
    );
    const wanted = rows.map(({ actor }) => actor);
    const added = await addPeople(manager, { id, workspaceId, state: "published", pseudonyms }, wanted);
    const left = await letGo(manager, id, wanted);
    if (added.length + left === 0) continue;
    changed.push({ id, userIds: [...new Set([...before, ...(await audience(manager, id))])] });
  }
  return changed;
}

/** Answers how many had left. */
async function letGo(manager: EntityManager, id: string, wanted: readonly string[]): Promise<number> {
  const left = `p.assignment_id = $1 and s.id = p.assignment_id and not p.chosen and p.removed_at is null
    and p.actor_id <> all($2::text[])`;
  const [kept] = await manager.query<[unknown[], number]>(
    `update assignment_person p set chosen = true from assignment s where ${left} and ${HAS_BEGUN} returning p.actor_id`,
    [id, wanted],
  );
  const [gone] = await manager.query<[{ actor: string; coder: string }[], number]>(
    `delete from assignment_person p using assignment s where ${left}
      returning p.actor_id as actor, p.coder_actor as coder`,
    [id, wanted],
  );
  const pseudonyms = gone.filter(({ actor, coder }) => actor !== coder).map(({ coder }) => coder);
  await manager.query("delete from actor where assignment_id = $1 and id = any($2::text[])", [id, pseudonyms]);
  return kept.length + gone.length;
}

/**
 * Makes those who are in the group chosen by name in whatever asks it: a draft as well, whose people are found only
 * when it is published. Answers the assignments.
 */
export async function chooseByName(manager: EntityManager, groupId: string): Promise<string[]> {
  const assignments: { id: string; workspaceId: string; state: "draft" | "published" }[] = await manager.query(
    `select s.id, s.workspace_id as "workspaceId", s.state from assignment s
       join assignment_group ag on ag.assignment_id = s.id
      where ag.group_id = $1 order by s.id for update of s`,
    [groupId],
  );
  const rows: { actor: string }[] = await manager.query(
    `select gp.actor_id as actor from member_group_person gp join member m on m.actor_id = gp.actor_id
      where gp.group_id = $1`,
    [groupId],
  );
  const people = rows.map(({ actor }) => actor);
  for (const { id, workspaceId, state } of assignments) {
    if (state === "draft") await addPeople(manager, { id, workspaceId, state, pseudonyms: false }, people);
    await manager.query(
      `update assignment_person set chosen = true
        where assignment_id = $1 and actor_id = any($2::text[]) and removed_at is null`,
      [id, people],
    );
  }
  return assignments.map(({ id }) => id);
}
