import { layerDocumentName } from "@postil/shared/document/text-document";
import { type AssignmentFacts, layerRights } from "@postil/shared/policy/permissions";
import { newId } from "@postil/shared/schema/ids";
import { ROLES, type Role } from "@postil/shared/schema/role";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ArticleAccess } from "../../server/src/articles/article-access.ts";
import { Random } from "../../server/src/sync/testing/random.ts";
import { AccessService } from "../../server/src/workspaces/access.ts";
import { startTestServer, type TestServer } from "../support/test-server.ts";

/** Assignments that are made at random; each has up to as many people as there are members. */
const ASSIGNMENTS = 60;
const MEMBERS = 10;

interface MemberRow {
  user: string;
  actor: string;
  role: Role;
}
interface PersonRow {
  actor: string;
  coder: string;
  adjudicates: boolean;
  submitted: boolean;
  opened: boolean;
  removed: boolean;
}
interface AssignmentRow {
  id: string;
  reveal: "manual" | "each";
  revealed: boolean;
  deleted: boolean;
  people: PersonRow[];
}
interface LayerRow {
  id: string;
  article: string;
  kind: "team" | "private" | "blind" | "consensus";
  owner: string | null;
  assignment: string | null;
}

/** Another one each time; a failure names it, and POSTIL_SEED brings it back. */
const seed = Number(process.env.POSTIL_SEED ?? Math.floor(Math.random() * 1e9));

let server: TestServer;
const workspace = newId();
const articles = [newId(), newId()];
const members: MemberRow[] = [];
const assignments: AssignmentRow[] = [];
const layers: LayerRow[] = [];

function generate(random: Random): void {
  for (let number = 0; number < MEMBERS; number++) {
    members.push({ user: newId(), actor: newId(), role: ROLES[number % ROLES.length] as Role });
  }
  for (const article of articles) {
    layers.push({ id: newId(), article, kind: "team", owner: null, assignment: null });
    for (const { actor } of members) {
      if (random.chance(0.5)) layers.push({ id: newId(), article, kind: "private", owner: actor, assignment: null });
    }
  }
  for (let number = 0; number < ASSIGNMENTS; number++) {
    const pseudonyms = random.chance(0.5);
    const people = members
      .filter(() => random.chance(0.6))
      .map(({ actor }) => ({
        actor,
        coder: pseudonyms ? newId() : actor,
        adjudicates: random.chance(0.3),
        submitted: random.chance(0.5),
        opened: random.chance(0.5),
        removed: random.chance(0.3),
      }));
    const id = newId();
    const reveal = random.chance(0.5) ? "each" : "manual";
    assignments.push({ id, reveal, revealed: random.chance(0.4), deleted: random.chance(0.2), people });
    for (const article of articles) {
      for (const { coder } of people) {
        if (random.chance(0.7)) layers.push({ id: newId(), article, kind: "blind", owner: coder, assignment: id });
      }
      if (random.chance(0.6)) layers.push({ id: newId(), article, kind: "consensus", owner: null, assignment: id });
    }
  }
}

async function store(): Promise<void> {
  const insert = (sql: string, rows: object[]) => server.dataSource.query(sql, [JSON.stringify(rows)]);
  const from = (columns: string) => `from jsonb_to_recordset($1::jsonb) as r(${columns})`;
  await insert(`insert into workspace (id, name) select id, 'W' ${from("id text")}`, [{ id: workspace }]);
  await insert(
    `insert into app_user (id, email, email_key, name) select "user", "user", "user", 'N' ${from('"user" text')}`,
    members,
  );
  const actors = [
    ...members.map(({ user, actor }) => ({ user, actor, assignment: null })),
    ...assignments.flatMap(({ id, people }) =>
      people
        .filter(({ actor, coder }) => actor !== coder)
        .map(({ coder }) => ({ user: null, actor: coder, assignment: id })),
    ),
  ];
  await insert(
    `insert into actor (id, workspace_id, user_id, assignment_id, name, colour)
       select actor, '${workspace}', "user", assignment, 'N', 0
         ${from('"user" text, actor text, assignment text')}`,
    actors,
  );
  await insert(
    `insert into member (workspace_id, user_id, actor_id, role) select '${workspace}', "user", actor, role
       ${from('"user" text, actor text, role text')}`,
    members,
  );
  await insert(
    `insert into article (id, workspace_id, title, length, created_by)
       select id, '${workspace}', 'A', 1, '${members[0]?.actor}' ${from("id text")}`,
    articles.map((id) => ({ id })),
  );
  await insert(
    `insert into assignment (id, workspace_id, title, kind, state, time_zone, reveal, revealed_at, created_by, deleted_at)
       select id, '${workspace}', 'S', 'blind', 'published', 'UTC', reveal, case when revealed then now() end,
              '${members[0]?.actor}', case when deleted then now() end
         ${from("id text, reveal text, revealed boolean, deleted boolean")}`,
    assignments,
  );
  await insert(
    `insert into assignment_person
       (assignment_id, actor_id, coder_actor, adjudicates, submitted_at, revealed_at, removed_at)
       select assignment, actor, coder, adjudicates, case when submitted then now() end,
              case when opened then now() end, case when removed then now() end
         ${from("assignment text, actor text, coder text, adjudicates boolean, submitted boolean, opened boolean, removed boolean")}`,
    assignments.flatMap(({ id, people }) => people.map((person) => ({ assignment: id, ...person }))),
  );
  await insert(
    `insert into layer (id, article_id, workspace_id, kind, owner_actor, assignment_id)
       select id, article, '${workspace}', kind, owner, assignment
         ${from("id text, article text, kind text, owner text, assignment text")}`,
    layers,
  );
}

/** What the rule is asked, from what was made, not from what the database says. */
function expected(layer: LayerRow, member: MemberRow) {
  const assignment = assignments.find(({ id }) => id === layer.assignment);
  if (!assignment) return layerRights({ kind: layer.kind, owns: layer.owner === member.actor }, member.role);
  const me = assignment.people.find(({ actor }) => actor === member.actor);
  const coder = assignment.people.find((person) => person.coder === layer.owner);
  const facts: AssignmentFacts = {
    caller: !me ? "none" : me.removed ? "removed" : "takes-part",
    adjudicates: me?.adjudicates ?? false,
    coderTakesPart: coder !== undefined && !coder.removed,
    coderSubmitted: coder?.submitted ?? false,
    revealed: assignment.revealed,
    opensToEach: assignment.reveal === "each",
    openedToCaller: me?.opened ?? false,
    closed: assignment.deleted,
  };
  return layerRights(
    { kind: layer.kind, owns: me !== undefined && me.coder === layer.owner, assignment: facts },
    member.role,
  );
}

beforeAll(async () => {
  server = await startTestServer();
  generate(new Random(seed));
  await store();
});
afterAll(() => server?.close());

describe("the rule for layers", () => {
  it("is in SQL what it is in TypeScript: role × kind × state of the assignment × part in it", async () => {
    const access = server.app.get(ArticleAccess);
    let open = 0;
    for (const member of members) {
      const membership = await server.app.get(AccessService).membership(member.user, workspace);
      const read = new Map((await access.readableLayers(membership)).map((layer) => [layer.id, layer]));
      for (const layer of layers) {
        const wanted = expected(layer, member);
        const found = read.get(layer.id);
        const state = JSON.stringify({
          seed,
          layer,
          member,
          of: assignments.find(({ id }) => id === layer.assignment),
        });
        expect(found !== undefined, state).toBe(wanted.canRead);
        if (found) expect(found.rights, state).toEqual(wanted);
        if (found && layer.assignment !== null) open++;
      }
      // Asked for one document, the answer is the same: that is what sockets stand on.
      const some = layers.filter((_, index) => index % 17 === 0);
      for (const layer of some) {
        const found = await access.document(member.user, layerDocumentName(layer.id));
        expect(found?.rights.canRead ?? false, `seed ${seed}`).toBe(expected(layer, member).canRead);
        if (!found) continue;
        expect(found.rights).toEqual(expected(layer, member));
        const me = assignments
          .find(({ id }) => id === layer.assignment)
          ?.people.find((one) => one.actor === member.actor);
        expect(found.actor).toBe(me?.coder ?? member.actor);
      }
    }
    expect(open).toBeGreaterThan(100);
  });
});
