import { createHash } from "node:crypto";
import { hash } from "@node-rs/argon2";
import type { Me } from "@postil/shared/schema/account";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ErrorBody, HttpClient, PASSWORD } from "../support/http-client.ts";
import { startTestServer, type TestServer } from "../support/test-server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

const anonymous = () => new HttpClient(server.url);
const sessionOf = (client: HttpClient) => client.cookie.replace("postil_session=", "");

async function login(email: string, password: string, client = anonymous()) {
  return { client, answer: await client.post<ErrorBody>("/api/auth/login", { email, password }) };
}

describe("registering", () => {
  it("signs in with a cookie that scripts can't read and other sites can't send", async () => {
    const client = anonymous();
    const body = { email: "Ada@Example.org", name: "Ada", password: PASSWORD };
    const answer = await client.post<Me>("/api/auth/register", body);
    expect(answer.status).toBe(201);
    expect(answer.body.user).toMatchObject({ email: "Ada@Example.org", name: "Ada", hasPassword: true });
    const [cookie = ""] = answer.headers.getSetCookie();
    expect(cookie).toMatch(/^postil_session=[\w-]{43}; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax$/);
    const me = await client.get<Me>("/api/auth/me");
    expect(me.body).toEqual(answer.body);
  });

  it("keeps only the hash of the session and of the password", async () => {
    const client = await HttpClient.register(server.url, "Hashed", "hashed@example.org");
    const [user] = await server.dataSource.query("SELECT * FROM app_user WHERE email_key = 'hashed@example.org'");
    expect(user.password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    const [session] = await server.dataSource.query("SELECT * FROM session WHERE user_id = $1", [user.id]);
    expect(session.id_hash.equals(createHash("sha256").update(sessionOf(client)).digest())).toBe(true);
  });

  it("refuses an address that has an account, however it is written", async () => {
    await HttpClient.register(server.url, "First", "twice@example.org");
    const body = { email: " TWICE@example.org ", name: "Second", password: PASSWORD };
    const answer = await anonymous().post<ErrorBody>("/api/auth/register", body);
    expect(answer.status).toBe(409);
    expect(answer.body.error.code).toBe("email_taken");
  });

  it("gives one account to two who register one address at the same time", async () => {
    const body = { email: "race@example.org", name: "Racer", password: PASSWORD };
    const answers = await Promise.all([1, 2, 3].map(() => anonymous().post("/api/auth/register", body)));
    expect(answers.map((answer) => answer.status).sort()).toEqual([201, 409, 409]);
  });

  it.each([
    [{ email: "nobody", name: "A", password: PASSWORD }, ["email"]],
    [{ email: "a@example.org", name: " ", password: "123456789" }, ["name", "password"]],
    [{ email: "a@example.org", name: "A\nB", password: "x".repeat(129) }, ["name", "password"]],
    [{ email: "a\u0000@example.org", name: "A", password: PASSWORD }, ["email"]],
    ["[]", [""]],
  ])("answers bad input with the path of each bad field: %j", async (body, paths) => {
    const answer = await anonymous().post<ErrorBody>("/api/auth/register", body);
    expect(answer.status).toBe(422);
    const details = answer.body.error.details as { path: string }[];
    expect(details.map((detail) => detail.path)).toEqual(paths);
  });
});

describe("signing in", () => {
  it("gives a new session id and ends the one the browser came with", async () => {
    const client = await HttpClient.register(server.url, "Fixed", "fixed@example.org");
    const before = sessionOf(client);
    const { answer } = await login("FIXED@example.org", PASSWORD, client);
    expect(answer.status).toBe(200);
    expect(sessionOf(client)).not.toBe(before);
    const old = await anonymous().get("/api/auth/me", { headers: { cookie: `postil_session=${before}` } });
    expect(old.status).toBe(401);
  });

  it("answers an unknown address and a wrong password with the same status and body, in the same time", async () => {
    await HttpClient.register(server.url, "Timed", "timed@example.org");
    const times: Record<string, number[]> = { "timed@example.org": [], "unknown@example.org": [] };
    const bodies = new Set<string>();
    for (let round = 0; round < 8; round++) {
      for (const [email, taken] of Object.entries(times)) {
        const start = performance.now();
        const { answer } = await login(email, "a wrong password");
        taken.push(performance.now() - start);
        bodies.add(`${answer.status} ${JSON.stringify(answer.body)}`);
      }
    }
    expect([...bodies]).toHaveLength(1);
    expect([...bodies][0]).toMatch(/^401 .*wrong_password/);
    const median = (all: number[] = []) => [...all].sort((a, b) => a - b)[4] ?? 0;
    const ratio = median(times["unknown@example.org"]) / median(times["timed@example.org"]);
    // Without the hashing of a dummy the ratio is about 0.1.
    expect(ratio).toBeGreaterThan(0.5);
    expect(ratio).toBeLessThan(2);
  });

  it("makes an account wait after ten failures, even with the right password, and says how long", async () => {
    await HttpClient.register(server.url, "Guessed", "guessed@example.org");
    const guesses = await Promise.all(Array.from({ length: 14 }, () => login("guessed@example.org", "wrong guess")));
    expect(guesses.filter(({ answer }) => answer.status === 401)).toHaveLength(10);
    const { answer } = await login("guessed@example.org", PASSWORD);
    expect(answer.status).toBe(429);
    expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(60);
    expect(answer.body.error.message).toMatch(/Try again in 1\d minutes/);
  });

  it("throttles addresses that nobody has just as much", async () => {
    for (let i = 0; i < 10; i++) await login("nobody-at-all@example.org", "wrong guess");
    expect((await login("nobody-at-all@example.org", "wrong guess")).answer.status).toBe(429);
  });

  it("hashes a password anew when it was hashed with weaker parameters", async () => {
    await HttpClient.register(server.url, "Old", "old@example.org");
    const weak = await hash(PASSWORD, { algorithm: 2, memoryCost: 8_192, timeCost: 1, parallelism: 1 });
    await server.dataSource.query("UPDATE app_user SET password_hash = $1 WHERE email_key = 'old@example.org'", [weak]);
    expect((await login("old@example.org", PASSWORD)).answer.status).toBe(200);
    const [user] = await server.dataSource.query("SELECT * FROM app_user WHERE email_key = 'old@example.org'");
    expect(user.password_hash).toContain("m=19456,t=2,p=1");
    expect((await login("old@example.org", PASSWORD)).answer.status).toBe(200);
  });

  it("takes any text as an address without stumbling", async () => {
    expect((await login("a\u0000b", "x")).answer.status).toBe(401);
    expect((await login("'; drop table app_user; --", "x")).answer.status).toBe(401);
  });
});

describe("a session", () => {
  it("ends with signing out, which takes the cookie away and may be done twice", async () => {
    const client = await HttpClient.register(server.url);
    const before = client.cookie;
    expect((await client.post("/api/auth/logout")).status).toBe(204);
    expect(client.cookie).toBe("");
    expect((await client.get("/api/auth/me", { headers: { cookie: before } })).status).toBe(401);
    expect((await client.post("/api/auth/logout")).status).toBe(204);
  });

  it("lasts thirty days from its last use", async () => {
    const client = await HttpClient.register(server.url, "Slow", "slow@example.org");
    const [{ id }] = await server.dataSource.query("SELECT id FROM app_user WHERE email_key = 'slow@example.org'");
    await server.dataSource.query(
      "UPDATE session SET last_seen_at = now() - interval '29 days', expires_at = now() + interval '1 day' WHERE user_id = $1",
      [id],
    );
    const answer = await client.get("/api/auth/me");
    expect(answer.headers.getSetCookie()[0]).toContain("Max-Age=2592000");
    const [{ days }] = await server.dataSource.query(
      "SELECT extract(day FROM expires_at - now())::int AS days FROM session WHERE user_id = $1",
      [id],
    );
    expect(days).toBeGreaterThanOrEqual(29);
    expect((await client.get("/api/auth/me")).headers.getSetCookie()).toEqual([]);
    await server.dataSource.query("UPDATE session SET expires_at = now() WHERE user_id = $1", [id]);
    expect((await client.get("/api/auth/me")).status).toBe(401);
  });

  it.each(["postil_session=made-up", "postil_session=", "postil_session=%00", "other=1"])(
    "is not opened by the cookie %s",
    async (cookie) => {
      expect((await anonymous().get("/api/auth/me", { headers: { cookie } })).status).toBe(401);
    },
  );

  it("is not used by another site: a mutation with a foreign Origin gets 403 and changes nothing", async () => {
    const client = await HttpClient.register(server.url, "Victim", "victim@example.org");
    const headers = { origin: "https://evil.example" };
    expect((await client.patch("/api/auth/me", { name: "Changed" }, { headers })).status).toBe(403);
    expect((await client.post("/api/auth/logout", undefined, { headers })).status).toBe(403);
    expect((await client.get<Me>("/api/auth/me")).body.user.name).toBe("Victim");
  });
});

describe("changing one's password", () => {
  it("asks for the current one, ends the other sessions and keeps this one", async () => {
    const here = await HttpClient.register(server.url, "Changer", "changer@example.org");
    const { client: there } = await login("changer@example.org", PASSWORD);
    const next = "another horse battery";
    const wrong = await here.post("/api/auth/password", { currentPassword: "wrong one", newPassword: next });
    expect(wrong.status).toBe(403);
    expect((await there.get("/api/auth/me")).status).toBe(200);
    const right = await here.post("/api/auth/password", { currentPassword: PASSWORD, newPassword: next });
    expect(right.status).toBe(204);
    expect((await here.get("/api/auth/me")).status).toBe(200);
    expect((await there.get("/api/auth/me")).status).toBe(401);
    expect((await login("changer@example.org", PASSWORD)).answer.status).toBe(401);
    expect((await login("changer@example.org", next)).answer.status).toBe(200);
  });

  it("leaves no session of a sign-in with the old one that was under way", async () => {
    const here = await HttpClient.register(server.url, "Racing", "racing@example.org");
    let password = PASSWORD;
    for (let round = 0; round < 5; round++) {
      const next = `${PASSWORD} ${round}`;
      const change = here.post("/api/auth/password", { currentPassword: password, newPassword: next });
      const { client } = await login("racing@example.org", password);
      expect((await change).status).toBe(204);
      expect((await client.get("/api/auth/me")).status).toBe(401);
      password = next;
    }
  });

  it("is slowed down like signing in", async () => {
    const client = await HttpClient.register(server.url);
    const body = { currentPassword: "wrong one", newPassword: "another horse battery" };
    for (let i = 0; i < 10; i++) expect((await client.post("/api/auth/password", body)).status).toBe(403);
    expect((await client.post("/api/auth/password", body)).status).toBe(429);
  });
});

it("the audit trail tells of sign-ins, and holds neither passwords nor session ids", async () => {
  const client = await HttpClient.register(server.url, "Audited", "audited@example.org");
  await client.post("/api/auth/logout");
  const rows: { kind: string }[] = await server.dataSource.query(
    "SELECT e.* FROM audit_event e JOIN app_user u ON u.id = e.user_id WHERE email_key = 'audited@example.org' ORDER BY e.id",
  );
  expect(rows.map((row) => row.kind)).toEqual(["registered", "signed-in", "signed-out"]);
  const all = JSON.stringify(await server.dataSource.query("SELECT * FROM audit_event"));
  expect(all).not.toContain(PASSWORD);
  expect(all).not.toContain("argon2");
});
