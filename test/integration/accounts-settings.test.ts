import type { Me } from "@postil/shared/schema/account";
import type { Invitation } from "@postil/shared/schema/invitation";
import type { Workspace } from "@postil/shared/schema/workspace";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type ErrorBody, HttpClient, PASSWORD } from "../support/http-client.ts";
import { startTestServer, type TestServer } from "../support/test-server.ts";

let server: TestServer;
/** At the public URL of a proxy that adds TLS. */
let proxied: TestServer;
beforeAll(async () => {
  server = await startTestServer();
  proxied = await startTestServer({ env: { POSTIL_ORIGIN: ORIGIN, POSTIL_TRUST_PROXY: "1" } });
});
afterAll(() => Promise.all([server.close(), proxied.close()]));
afterEach(() => {
  server.config.registration = "open";
});

const ORIGIN = "https://postil.example.org";

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
    const client = new HttpClient(proxied.url);
    const origin = { headers: { origin: ORIGIN } };
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
    const owner = await HttpClient.register(server.url);
    const { token } = await invite(owner);
    server.config.registration = "closed";
    expect((await register("a@example.org")).status).toBe(403);
    expect((await register("a@example.org", token)).status).toBe(403);
  });

  it("is the invited when it is invited, once with each invitation, and registering accepts it", async () => {
    const owner = await HttpClient.register(server.url);
    const { token } = await invite(owner);
    server.config.registration = "invited";
    expect((await register("a@example.org")).status).toBe(403);
    expect((await register("a@example.org", "made-up")).status).toBe(404);
    const together = await Promise.all([1, 2, 3].map((i) => register(`person${i}@example.org`, token)));
    expect(together.map((answer) => answer.status).sort()).toEqual([201, 410, 410]);
    const [{ n }] = await server.dataSource.query(
      "SELECT count(*)::int AS n FROM app_user WHERE email LIKE 'person_@%'",
    );
    expect(n).toBe(1);
    const joined = "SELECT m.role FROM member m JOIN app_user u ON u.id = m.user_id WHERE u.email LIKE 'person_@%'";
    expect(await server.dataSource.query(joined)).toEqual([{ role: "annotator" }]);
    expect((await register("b@example.org", token)).status).toBe(410);
  });

  it("is only the address that the invitation names, where it names one", async () => {
    const owner = await HttpClient.register(server.url);
    const { token } = await invite(owner, { role: "viewer", email: "Right@example.org" });
    const wrong = await register("wrong@example.org", token);
    expect([wrong.status, wrong.body.error.code]).toEqual([403, "other_address"]);
    expect((await register("right@Example.org", token)).status).toBe(201);
  });
});

describe("the network address that failures are counted for", () => {
  /** A guessed reset link: counted like a guessed password, but without the work of hashing. */
  const guess = (at: TestServer, from: string) =>
    new HttpClient(at.url).post(
      "/api/auth/reset-password",
      { token: "guessed", password: PASSWORD },
      { headers: { "x-forwarded-for": from, origin: at.config.origin } },
    );
  const hundred = async (at: TestServer, from: (i: number) => string) => {
    const statuses: number[] = [];
    for (let i = 0; i < 100; i++) statuses.push((await guess(at, from(i))).status);
    return statuses;
  };

  it("comes from the proxy where one stands in front", async () => {
    expect(new Set(await hundred(proxied, () => "203.0.113.7"))).toEqual(new Set([404]));
    const refused = await guess(proxied, "203.0.113.7");
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await guess(proxied, "203.0.113.99, 203.0.113.7")).status).toBe(429);
    expect((await guess(proxied, "203.0.113.8")).status).toBe(404);
  });

  it("can't be made up where no proxy stands", async () => {
    // Some of the tests above have guessed from here already.
    expect((await hundred(server, (i) => `203.0.113.${i}`))[0]).toBe(404);
    expect((await guess(server, "203.0.113.200")).status).toBe(429);
  });
});
