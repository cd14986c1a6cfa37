import { canGrant } from "@postil/shared/policy/permissions";
import type { Invitation } from "@postil/shared/schema/invitation";
import { ROLES, type Role } from "@postil/shared/schema/role";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { HttpClient } from "../support/http-client.ts";
import { startTestServer, type TestServer } from "../support/test-server.ts";
import { actorOf, makeWorkspace } from "../support/workspaces.ts";

let server: TestServer;
let workspaceId: string;
let people: Record<Role, HttpClient>;
/** One more member of each role, to act upon. */
let targets: Record<Role, string>;

beforeAll(async () => {
  server = await startTestServer();
  const made = await makeWorkspace(server.url);
  workspaceId = made.workspaceId;
  people = { owner: made.owner } as Record<Role, HttpClient>;
  targets = {} as Record<Role, string>;
  for (const role of ROLES) {
    if (role !== "owner") people[role] = await made.join(role);
    targets[role] = await actorOf(await made.join(role), workspaceId);
  }
});
afterAll(() => server.close());

const path = (rest = "") => `/api/workspaces/${workspaceId}${rest}`;

/** DESIGN.md's table: invite and set roles below one's own; owners set any. */
const INVITES: Record<Role, Role[]> = {
  owner: ["owner", "instructor", "annotator", "commenter", "viewer"],
  instructor: ["annotator", "commenter", "viewer"],
  annotator: [],
  commenter: [],
  viewer: [],
};

describe.each(ROLES)("as %s", (role) => {
  it("reads the workspace and its members", async () => {
    expect((await people[role].get(path())).status).toBe(200);
    expect((await people[role].get(path("/members"))).status).toBe(200);
  });

  it(`renames the workspace: ${role === "owner"}`, async () => {
    const answer = await people[role].patch(path(), { name: "Seminar" });
    expect(answer.status).toBe(role === "owner" ? 200 : 403);
  });

  it(`deletes the workspace: ${role === "owner"}`, async () => {
    // A wrong name: nobody gets as far as deleting it here.
    expect((await people[role].delete(path(), { confirm: "no" })).status).toBe(role === "owner" ? 422 : 403);
  });

  it(`sees invitations: ${INVITES[role].length > 0}`, async () => {
    expect((await people[role].get(path("/invitations"))).status).toBe(INVITES[role].length > 0 ? 200 : 403);
  });

  it.each(ROLES)(`invites as %s: ${INVITES[role].join(", ") || "nobody"}`, async (granted) => {
    const may = INVITES[role].includes(granted);
    expect(canGrant(role, granted)).toBe(may);
    const answer = await people[role].post<Invitation>(path("/invitations"), { role: granted });
    expect(answer.status).toBe(may ? 201 : 403);
    if (may) expect((await people[role].delete(path(`/invitations/${answer.body.id}`))).status).toBe(204);
  });

  it.each(ROLES)("changes and removes a %s only where that role is below its own", async (target) => {
    const may = INVITES[role].includes(target);
    const member = path(`/members/${targets[target]}`);
    expect((await people[role].patch(member, { role: target })).status).toBe(may ? 200 : 403);
    if (!may) expect((await people[role].delete(member)).status).toBe(403);
  });

  it("raises nobody to a role that it may not give", async () => {
    for (const granted of ROLES) {
      const answer = await people[role].patch(path(`/members/${targets.viewer}`), { role: granted });
      expect(answer.status, granted).toBe(INVITES[role].includes(granted) ? 200 : 403);
    }
    await people.owner.patch(path(`/members/${targets.viewer}`), { role: "viewer" });
  });
});

describe("an instructor", () => {
  it("neither sees nor revokes an owner's invitation of an instructor", async () => {
    const { body } = await people.owner.post<Invitation>(path("/invitations"), { role: "instructor" });
    const seen = await people.instructor.get<{ items: Invitation[] }>(path("/invitations"));
    expect(seen.body.items.map((item) => item.id)).not.toContain(body.id);
    expect((await people.instructor.delete(path(`/invitations/${body.id}`))).status).toBe(403);
  });

  it("can't raise themselves", async () => {
    const me = await actorOf(people.instructor, workspaceId);
    expect((await people.instructor.patch(path(`/members/${me}`), { role: "owner" })).status).toBe(403);
  });
});

it("a member of another workspace is no member here", async () => {
  const other = await makeWorkspace(server.url);
  const actor = other.workspace.me.actor;
  expect((await people.owner.patch(path(`/members/${actor}`), { role: "viewer" })).status).toBe(404);
  expect((await people.owner.delete(path(`/members/${actor}`))).status).toBe(404);
  expect((await people.owner.delete(path("/members/%00"))).status).toBe(404);
});
