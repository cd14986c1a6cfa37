import type { Invitation, InvitationPreview } from "@postil/shared/schema/invitation";
import type { ErrorBody, Page } from "@postil/shared/schema/text-fields";
import type { Workspace } from "@postil/shared/schema/workspace";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { HttpClient } from "../support/http-client.ts";
import { startTestServer, type TestServer } from "../support/test-server.ts";
import { makeWorkspace, type TestWorkspace } from "../support/workspaces.ts";

let server: TestServer;
let place: TestWorkspace;
beforeAll(async () => {
  server = await startTestServer();
  place = await makeWorkspace(server.url);
});
afterAll(() => server.close());

const path = (rest = "") => `/api/workspaces/${place.workspaceId}/invitations${rest}`;
const invite = async (body: object = { role: "annotator" }) => (await place.owner.post<Invitation>(path(), body)).body;
const accept = (client: HttpClient, token: string | undefined) =>
  client.post<Workspace & ErrorBody>(`/api/invitations/${token}/accept`);
const newcomer = (email?: string) => HttpClient.register(server.url, "Newcomer", email);

describe("an invitation", () => {
  it("is a link of 256 random bits, of which only the hash is kept", async () => {
    const made = await invite({ role: "viewer", expiresInDays: 7 });
    expect(made.token).toMatch(/^[\w-]{43}$/);
    expect(made.url).toBe(`${server.url}/invitation/${made.token}`);
    expect(Date.parse(made.expiresAt) - Date.parse(made.createdAt)).toBe(7 * 86_400_000);
    const all = JSON.stringify(await server.dataSource.query("SELECT *, encode(token_hash, 'escape') FROM invitation"));
    expect(all).not.toContain(made.token);
    const list = await place.owner.get<Page<Invitation>>(path());
    const listed = list.body.items.find((item) => item.id === made.id);
    expect(listed).toMatchObject({ role: "viewer", invitedBy: "Owner", email: null });
    expect(listed).not.toHaveProperty("token");
    const audit = JSON.stringify(await server.dataSource.query("SELECT * FROM audit_event"));
    expect(audit).not.toContain(made.token);
  });

  it("shows those who are not signed in what it offers", async () => {
    const { token, expiresAt } = await invite();
    const answer = await new HttpClient(server.url).get<InvitationPreview>(`/api/invitations/${token}`);
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      workspace: { id: place.workspaceId, name: "Seminar" },
      role: "annotator",
      invitedBy: "Owner",
      expiresAt,
      alreadyMember: false,
    });
  });

  it("lets one person in with its role, and is used then", async () => {
    const { token, id } = await invite({ role: "commenter" });
    const client = await newcomer();
    const accepted = await accept(client, token);
    expect(accepted.status).toBe(200);
    expect(accepted.body).toMatchObject({ id: place.workspaceId, me: { role: "commenter", name: "Newcomer" } });
    const late = await accept(await newcomer(), token);
    expect([late.status, late.body.error.code]).toEqual([410, "invitation_gone"]);
    expect((await new HttpClient(server.url).get(`/api/invitations/${token}`)).status).toBe(410);
    expect((await place.owner.get<Page<Invitation>>(path())).body.items.map((item) => item.id)).not.toContain(id);
    expect((await place.owner.delete(path(`/${id}`))).status).toBe(410);
  });

  it("lets in only one of many who come at the same time", async () => {
    const { token } = await invite();
    const clients = await Promise.all([1, 2, 3, 4, 5].map(() => newcomer()));
    const answers = await Promise.all(clients.map((client) => accept(client, token)));
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 410, 410, 410, 410]);
  });

  it("opens the workspace for members without changing their role or being used", async () => {
    const member = await place.join("viewer");
    const { token } = await invite({ role: "instructor" });
    const preview = await member.get<InvitationPreview>(`/api/invitations/${token}`);
    expect(preview.body.alreadyMember).toBe(true);
    const answer = await accept(member, token);
    expect([answer.status, answer.body.me.role]).toEqual([200, "viewer"]);
    expect((await accept(await newcomer(), token)).body.me.role).toBe("instructor");
  });

  it("with an address is for that account only, however it is written", async () => {
    const { token } = await invite({ role: "viewer", email: "Meant@Example.org" });
    const other = await accept(await newcomer("other@example.org"), token);
    expect([other.status, other.body.error.code]).toEqual([403, "other_address"]);
    expect((await accept(await newcomer("meant@example.org"), token)).status).toBe(200);
  });

  it("is gone when it was revoked or has expired, and unknown when it never was", async () => {
    const revoked = await invite();
    expect((await place.owner.delete(path(`/${revoked.id}`))).status).toBe(204);
    expect((await place.owner.delete(path(`/${revoked.id}`))).status).toBe(204);
    const expired = await invite();
    await server.dataSource.query("UPDATE invitation SET expires_at = now() WHERE id = $1", [expired.id]);
    const client = await newcomer();
    for (const { token } of [revoked, expired]) {
      expect((await client.get(`/api/invitations/${token}`)).status).toBe(410);
      expect((await accept(client, token)).status).toBe(410);
    }
    expect((await client.get("/api/invitations/made-up")).status).toBe(404);
    expect((await accept(client, "made-up")).status).toBe(404);
    expect((await client.get<Page<Workspace>>("/api/workspaces")).body.items).toEqual([]);
  });

  it("is accepted by signed-in people only, and never by a GET or from another site", async () => {
    const { token } = await invite();
    expect((await accept(new HttpClient(server.url), token)).status).toBe(401);
    const client = await newcomer();
    const headers = { origin: "https://evil.example" };
    const foreign = await client.post(`/api/invitations/${token}/accept`, undefined, { headers });
    expect(foreign.status).toBe(403);
    await client.get(`/api/invitations/${token}`);
    expect((await client.get<Page<Workspace>>("/api/workspaces")).body.items).toEqual([]);
  });

  it.each([
    {},
    { role: "boss" },
    { role: "viewer", email: "nobody" },
    { role: "viewer", expiresInDays: 0 },
    { role: "viewer", expiresInDays: 91 },
    { role: "viewer", token: "mine" },
  ])("is not made from %j", async (body) => {
    expect((await place.owner.post(path(), body)).status).toBe(422);
  });
});
