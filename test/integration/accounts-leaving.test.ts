import type { Me } from "@postil/shared/schema/account";
import { newId } from "@postil/shared/schema/ids";
import type { Page } from "@postil/shared/schema/text-fields";
import type { Member, Workspace } from "@postil/shared/schema/workspace";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { issuePasswordReset } from "../../server/src/accounts/password-resets.ts";
import { SignInLinks } from "../../server/src/accounts/sign-in-links.ts";
import { createWorkspace } from "../../server/src/workspaces/workspaces.service.ts";
import { type ErrorBody, HttpClient, PASSWORD } from "../support/http-client.ts";
import { startTestServer, type TestServer } from "../support/test-server.ts";
import { makeWorkspace } from "../support/workspaces.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

async function idOf(client: HttpClient): Promise<string> {
  return (await client.get<Me>("/api/auth/me")).body.user.id;
}

describe("deleting one's account", () => {
  it("asks for the password", async () => {
    const client = await HttpClient.register(server.url);
    expect((await client.delete("/api/auth/me", { confirm: "wrong one" })).status).toBe(403);
    expect((await client.delete("/api/auth/me", {})).status).toBe(422);
    expect((await client.get("/api/auth/me")).status).toBe(200);
  });

  it("takes the workspaces where one is alone along, and leaves one's name on what one did in the others", async () => {
    const { owner, workspaceId, join } = await makeWorkspace(server.url);
    const client = await join("annotator", "Leaving Person");
    const alone = await client.post<Workspace>("/api/workspaces", { name: "Alone" });
    const userId = await idOf(client);
    const cookie = client.cookie;
    expect((await client.delete("/api/auth/me", { confirm: PASSWORD })).status).toBe(204);
    expect(client.cookie).toBe("");
    expect((await client.get("/api/auth/me", { headers: { cookie } })).status).toBe(401);
    const members = await owner.get<Page<Member>>(`/api/workspaces/${workspaceId}/members`);
    const gone = members.body.items.find((member) => member.name === "Leaving Person");
    expect(gone).toMatchObject({ active: false, role: null });
    expect(gone).not.toHaveProperty("email");
    const [actor] = await server.dataSource.query("SELECT user_id FROM actor WHERE id = $1", [gone?.actor]);
    expect(actor.user_id).toBeNull();
    const left = await server.dataSource.query("SELECT 1 FROM workspace WHERE id = $1", [alone.body.id]);
    expect(left).toEqual([]);
    expect(await server.dataSource.query("SELECT 1 FROM app_user WHERE id = $1", [userId])).toEqual([]);
    expect(await server.dataSource.query("SELECT 1 FROM session WHERE user_id = $1", [userId])).toEqual([]);
  });

  it("is refused to the last owner of a workspace with other members, and nothing is deleted", async () => {
    const { owner, workspaceId, join } = await makeWorkspace(server.url);
    const other = await join("instructor");
    const alone = await owner.post<Workspace>("/api/workspaces", { name: "Alone" });
    const refused = await owner.delete<ErrorBody>("/api/auth/me", { confirm: PASSWORD });
    expect([refused.status, refused.body.error.code]).toEqual([409, "last_owner"]);
    expect((await owner.get(`/api/workspaces/${alone.body.id}`)).status).toBe(200);
    const me = (await other.get<Workspace>(`/api/workspaces/${workspaceId}`)).body.me;
    await owner.patch(`/api/workspaces/${workspaceId}/members/${me.actor}`, { role: "owner" });
    expect((await owner.delete("/api/auth/me", { confirm: PASSWORD })).status).toBe(204);
    expect((await other.get(`/api/workspaces/${workspaceId}`)).status).toBe(200);
  });
});

describe("a forgotten password", () => {
  it("is reset by a link that is good once and signs out everywhere", async () => {
    const client = await HttpClient.register(server.url, "Forgetful", "forgetful@example.org");
    const older = await issuePasswordReset(server.dataSource.manager, "forgetful@example.org");
    const token = await issuePasswordReset(server.dataSource.manager, " Forgetful@Example.org");
    const anonymous = new HttpClient(server.url);
    const reset = (body: object) => anonymous.post<ErrorBody>("/api/auth/reset-password", body);
    const password = "a new long password";
    expect((await reset({ token, password: "short" })).status).toBe(422);
    expect((await reset({ token: "made-up", password })).status).toBe(404);
    expect((await reset({ token: older, password })).status).toBe(404);
    const together = await Promise.all([1, 2, 3].map(() => reset({ token, password })));
    expect(together.map((answer) => answer.status).sort()).toEqual([204, 410, 410]);
    expect((await client.get("/api/auth/me")).status).toBe(401);
    const login = (with_: string) =>
      anonymous.post("/api/auth/login", { email: "forgetful@example.org", password: with_ });
    expect((await login(PASSWORD)).status).toBe(401);
    expect((await login(password)).status).toBe(200);
    const stored = JSON.stringify(await server.dataSource.query("SELECT * FROM password_reset"));
    expect(stored).not.toContain(token);
  });

  it("is not reset by a link older than an hour", async () => {
    await HttpClient.register(server.url, "Late", "late@example.org");
    const token = await issuePasswordReset(server.dataSource.manager, "late@example.org");
    await server.dataSource.query("UPDATE password_reset SET expires_at = now() - interval '1 second'");
    const body = { token, password: "a new long password" };
    expect((await new HttpClient(server.url).post("/api/auth/reset-password", body)).status).toBe(410);
  });

  it("has no link where no account has the address", async () => {
    expect(await issuePasswordReset(server.dataSource.manager, "nobody@example.org")).toBeNull();
  });
});

describe("a sample person's sign-in link", () => {
  const samplePerson = async () => {
    const id = newId();
    const email = `${id}@example.org`.toLowerCase();
    await server.dataSource.query(
      "INSERT INTO app_user (id, email, email_key, name, sample) VALUES ($1, $2, $2, 'Sample Person', true)",
      [id, email],
    );
    return { id, email };
  };
  const enter = (token: string | null, client = new HttpClient(server.url)) =>
    client.post<Me>("/api/auth/link", { token: token ?? "none" });

  it("signs in while the sample workspace exists, and deletes the account by its address", async () => {
    const links = server.app.get(SignInLinks);
    const { id, email } = await samplePerson();
    expect(await links.create(id)).toBeNull();
    const workspace = { id: newId(), name: "Sample", owner: { id, name: "Sample Person" }, sample: true };
    await server.dataSource.transaction((manager) => createWorkspace(manager, workspace));
    const token = await links.create(id);
    const client = new HttpClient(server.url);
    const entered = await enter(token, client);
    expect(entered.status).toBe(200);
    expect(entered.body.user).toMatchObject({ id, hasPassword: false });
    expect((await enter(`${token}x`)).status).toBe(404);
    const ordinary = await HttpClient.register(server.url);
    expect(await links.create(await idOf(ordinary))).toBeNull();
    const change = { currentPassword: "whatever", newPassword: "a new long password" };
    expect((await client.post("/api/auth/password", change)).status).toBe(409);
    expect((await client.delete("/api/auth/me", { confirm: "someone@example.org" })).status).toBe(403);
    expect((await client.delete("/api/auth/me", { confirm: email.toUpperCase() })).status).toBe(204);
    expect((await enter(token)).status).toBe(404);
  });

  it("opens nothing once the sample workspace is deleted", async () => {
    const { id } = await samplePerson();
    const workspace = { id: newId(), name: "Sample", owner: { id, name: "Sample Person" }, sample: true };
    await server.dataSource.transaction((manager) => createWorkspace(manager, workspace));
    const token = await server.app.get(SignInLinks).create(id);
    expect((await enter(token)).status).toBe(200);
    await server.dataSource.query("DELETE FROM workspace WHERE sample");
    expect((await enter(token)).status).toBe(404);
  });

  it("does not let a sample person in by password", async () => {
    const { email } = await samplePerson();
    const answer = await new HttpClient(server.url).post("/api/auth/login", { email, password: PASSWORD });
    expect(answer.status).toBe(401);
  });
});
