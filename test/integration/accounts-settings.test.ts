import type { Me } from "@postil/shared/schema/account";
import type { Invitation, Workspace } from "@postil/shared/schema/workspace";
import { afterEach, describe, expect, it } from "vitest";
import { type ErrorBody, HttpClient, PASSWORD } from "../support/http-client.ts";
import { startTestServer, type TestServer } from "../support/test-server.ts";

let server: TestServer;
afterEach(() => server.close());

async function invite(owner: HttpClient, body: object = { role: "annotator" }): Promise<Invitation> {
  const workspace = await owner.post<Workspace>("/api/workspaces", { name: "Seminar" });
  const answer = await owner.post<Invitation>(`/api/workspaces/${workspace.body.id}/invitations`, body);
  return answer.body;
}

function register(email: string, invitation?: string) {
  const client = new HttpClient(server.url);
  return client.post<ErrorBody>("/api/auth/register", { email, name: "New", password: PASSWORD, invitation });
}

describe("behind HTTPS", () => {
  it("the cookie is Secure, with the __Host- prefix, and a planted one without it opens nothing", async () => {
    server = await startTestServer({ env: { POSTIL_ORIGIN: "https://postil.example.org" } });
    const client = new HttpClient(server.url);
    const origin = { headers: { origin: "https://postil.example.org" } };
    const body = { email: "a@example.org", name: "A", password: PASSWORD };
    const answer = await client.post<Me>("/api/auth/register", body, origin);
    expect(answer.status).toBe(201);
    expect(answer.headers.getSetCookie()[0]).toMatch(
      /^__Host-postil_session=[\w-]{43}; Max-Age=\d+; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
    expect((await client.get("/api/auth/me")).status).toBe(200);
    const cookie = client.cookie.replace("__Host-", "");
    expect((await client.get("/api/auth/me", { headers: { cookie } })).status).toBe(401);
  });
});

describe("who may register", () => {
  it("is nobody when registration is closed, invited or not", async () => {
    server = await startTestServer();
    const owner = await HttpClient.register(server.url);
    const { token } = await invite(owner);
    await server.restart({ POSTIL_REGISTRATION: "closed" });
    expect((await register("a@example.org")).status).toBe(403);
    expect((await register("a@example.org", token)).status).toBe(403);
  });

  it("is the invited when it is invited, once with each invitation, and registering accepts it", async () => {
    server = await startTestServer();
    const owner = await HttpClient.register(server.url);
    const { token } = await invite(owner);
    await server.restart({ POSTIL_REGISTRATION: "invited" });
    expect((await register("a@example.org")).status).toBe(403);
    expect((await register("a@example.org", "made-up")).status).toBe(404);
    const together = await Promise.all([1, 2, 3].map((i) => register(`person${i}@example.org`, token)));
    expect(together.map((answer) => answer.status).sort()).toEqual([201, 410, 410]);
    const rows = await server.dataSource.query("SELECT role FROM member ORDER BY joined_at");
    expect(rows).toEqual([{ role: "owner" }, { role: "annotator" }]);
    expect(await server.dataSource.query("SELECT count(*)::int AS n FROM app_user")).toEqual([{ n: 2 }]);
    expect((await register("b@example.org", token)).status).toBe(410);
  });

  it("is only the address that the invitation names, where it names one", async () => {
    server = await startTestServer();
    const owner = await HttpClient.register(server.url);
    const { token } = await invite(owner, { role: "viewer", email: "Right@example.org" });
    const wrong = await register("wrong@example.org", token);
    expect([wrong.status, wrong.body.error.code]).toEqual([403, "other_address"]);
    expect((await register("right@Example.org", token)).status).toBe(201);
  });
});

describe("the network address that failures are counted for", () => {
  /** A guessed reset link: counted like a guessed password, but without the work of hashing. */
  const guess = (from: string) =>
    new HttpClient(server.url).post(
      "/api/auth/reset-password",
      { token: "guessed", password: PASSWORD },
      { headers: { "x-forwarded-for": from } },
    );
  const hundred = async (from: (i: number) => string) => {
    for (let i = 0; i < 100; i++) expect((await guess(from(i))).status).toBe(404);
  };

  it("comes from the proxy where one stands in front", async () => {
    server = await startTestServer({ env: { POSTIL_TRUST_PROXY: "1" } });
    await hundred(() => "203.0.113.7");
    const refused = await guess("203.0.113.7");
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await guess("203.0.113.99, 203.0.113.7")).status).toBe(429);
    expect((await guess("203.0.113.8")).status).toBe(404);
  });

  it("can't be made up where no proxy stands", async () => {
    server = await startTestServer();
    await hundred((i) => `203.0.113.${i}`);
    expect((await guess("203.0.113.200")).status).toBe(429);
  });
});
