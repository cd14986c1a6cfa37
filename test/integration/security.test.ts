import type { Article } from "@postil/shared/schema/article";
import type { Invitation } from "@postil/shared/schema/invitation";
import type { Role } from "@postil/shared/schema/role";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ErrorBody, HttpClient } from "../support/http-client.ts";
import { startTestServer, type TestServer } from "../support/test-server.ts";
import { actorOf, makeWorkspace, type TestWorkspace } from "../support/workspaces.ts";

let server: TestServer;
let seminar: TestWorkspace;
let articles: string;

beforeAll(async () => {
  server = await startTestServer();
  seminar = await makeWorkspace(server.url);
  articles = `/api/workspaces/${seminar.workspaceId}/articles`;
});
afterAll(() => server?.close());

describe("bodies that are made to cost", () => {
  const large = (bytes: number) => JSON.stringify({ title: "Large", text: "word ".repeat(bytes / 5) });

  it("a whole article is read only for those who may add one", async () => {
    const viewer = await seminar.join("viewer");
    const outsider = await HttpClient.register(server.url);
    // Not JSON at all: whoever reads it answers 422.
    const broken = `{"title": ${"x".repeat(2_000_000)}`;
    expect((await new HttpClient(server.url).post(articles, broken)).status).toBe(401);
    expect((await outsider.post(articles, broken)).status).toBe(404);
    expect((await viewer.post(articles, broken)).status).toBe(403);
    expect((await seminar.owner.post(articles, broken)).status).toBe(422);
    expect((await seminar.owner.post(articles, large(2_000_000))).status).toBe(201);
    expect((await seminar.owner.post(articles, large(13_000_000))).status).toBe(413);
  });

  it("other routes take a megabyte, however their address is written", async () => {
    for (const path of ["/api/auth/login", "/API/auth/login", "/api/auth/login/"]) {
      expect((await new HttpClient(server.url).post(path, large(1_100_000))).status).toBe(413);
    }
  });

  it("brackets within brackets are refused before they are parsed", async () => {
    const anybody = new HttpClient(server.url);
    const deep = `{"email": ${"[".repeat(400_000)}${"]".repeat(400_000)}}`;
    const { status, body } = await anybody.post<ErrorBody>("/api/auth/login", deep);
    expect([status, body.error.message]).toEqual([422, expect.stringContaining("too deep")]);
  });

  it("unknown keys are not sent back by the megabyte", async () => {
    const keys = Object.fromEntries(Array.from({ length: 50_000 }, (_, at) => [`key-${at}`, 1]));
    const { status, body } = await new HttpClient(server.url).post("/api/auth/login", keys);
    expect(status).toBe(422);
    expect(JSON.stringify(body).length).toBeLessThan(5_000);
  });

  it("what can't be unpacked or read as UTF-8 is refused, and is no fault of the server", async () => {
    for (const encoding of ["gzip", "deflate", "br"]) {
      const answer = await seminar.owner.post("/api/workspaces", '{"name":"a"}', {
        headers: { "content-encoding": encoding },
      });
      expect([encoding, answer.status]).toEqual([encoding, 422]);
    }
    const type = { headers: { "content-type": "application/json; charset=utf-16" } };
    expect((await seminar.owner.post("/api/workspaces", '{"name":"a"}', type)).status).toBe(415);
  });

  it("of many quotes that are nowhere, only the first are searched for with errors", async () => {
    const noise = (length: number) =>
      Array.from({ length: length / 8 }, () => Math.random().toString(36).slice(2, 10).padEnd(8, "x")).join("");
    const words = "Here somebody wrote a sentence. ".repeat(8).trim();
    const text = [...Array.from({ length: 100 }, () => noise(2_000)), words].join("\n\n");
    const added = await seminar.owner.post<{ items: Article[] }>(articles, { title: "Long", text });
    const team = added.body.items[0]?.layers.find(({ kind }) => kind === "team");
    const annotate = (...quotes: string[]) =>
      seminar.owner.post<ErrorBody>(`/api/layers/${team?.id}/operations`, {
        operations: quotes.map((exact) => ({ op: "annotate", passages: [{ exact }] })),
      });
    const nearly = words.replace("wrote", "rote");
    expect((await annotate(nearly)).status).toBe(200);
    // All of them would keep the server from everybody else for as long as the sender likes.
    const { status, body } = await annotate(...Array.from({ length: 20 }, () => noise(2_000)), nearly);
    expect(status).toBe(422);
    expect(body.error.details).toContainEqual({ path: "operations.20.passages.0", message: "is not in the text" });
  });
});

describe("ids of another workspace", () => {
  it("are nobody to whom a thread can be assigned", async () => {
    const elsewhere = await makeWorkspace(server.url, "Elsewhere");
    const stranger = elsewhere.workspace.me.actor;
    const me = seminar.workspace.me.actor;
    const added = await seminar.owner.post<{ items: Article[] }>(articles, { title: "Short", text: "Few words." });
    const team = added.body.items[0]?.layers.find(({ kind }) => kind === "team");
    const operate = (...operations: object[]) =>
      seminar.owner.post<{ items: { id: string }[] }>(`/api/layers/${team?.id}/operations`, { operations });
    const made = await operate({ op: "annotate", passages: [{ exact: "words" }] });
    const annotation = made.body.items[0]?.id;
    const refused = await operate({ op: "assign", annotation, user: me }, { op: "assign", annotation, user: stranger });
    expect(refused.status).toBe(422);
    expect((await operate({ op: "assign", annotation, user: me })).status).toBe(200);
  });
});

describe("addresses that are tampered with", () => {
  const cursor = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const id = "aaaaaaaaaaaaaaaaaaaaaa";

  it("cursors that name no time are refused", async () => {
    const lists = ["/api/workspaces", ...["members", "invitations"].map((list) => `${articles}/../${list}`)];
    for (const list of lists) {
      for (const at of [
        "0000-01-01T00:00:00.000Z",
        `2024-01-01T00:00:00.${"1".repeat(200)}Z`,
        "2024-13-01T00:00:00.000Z",
      ]) {
        expect([list, at, (await seminar.owner.get(`${list}?cursor=${cursor([at, id])}`)).status]).toEqual([
          list,
          at,
          422,
        ]);
      }
      const whole = cursor(["2024-01-01T00:00:00.000Z", id]);
      expect((await seminar.owner.get(`${list}?cursor=${whole}`)).status).toBe(200);
    }
  });

  it("filters with characters that no database holds are refused", async () => {
    for (const attribute of ["%00:x", "outlet:%00", "outlet:a%00b"]) {
      expect((await seminar.owner.get(`${articles}?attribute=${attribute}`)).status).toBe(422);
    }
    expect((await seminar.owner.get(`${articles}?attribute=outlet:x`)).status).toBe(200);
  });

  it("answers of the API are kept by nobody, however their address is written", async () => {
    for (const path of ["/api/auth/login", "/API/auth/login", "/Api/Auth/Login/"]) {
      const answer = await new HttpClient(server.url).post(path, { email: "a@example.org", password: "not this one" });
      expect([path, answer.status, answer.headers.get("cache-control")]).toEqual([path, 401, "no-store"]);
    }
  });
});

describe("invitations of somebody whose role was taken away", () => {
  const invite = async (client: HttpClient, role: Role) => {
    const path = `/api/workspaces/${seminar.workspaceId}/invitations`;
    return (await client.post<Invitation>(path, { role })).body.token ?? "";
  };
  const member = async (client: HttpClient) =>
    `/api/workspaces/${seminar.workspaceId}/members/${await actorOf(client, seminar.workspaceId)}`;
  const accept = async (client: HttpClient, token: string) =>
    (await client.post(`/api/invitations/${token}/accept`)).status;

  it("don't let a removed member come back", async () => {
    const second = await seminar.join("owner");
    const token = await invite(second, "owner");
    expect((await seminar.owner.delete(await member(second))).status).toBe(204);
    expect(await accept(second, token)).toBe(410);
    expect((await second.get(articles)).status).toBe(404);
  });

  it("don't let a demoted member leave and come back higher", async () => {
    const second = await seminar.join("owner");
    const [high, low] = [await invite(second, "owner"), await invite(second, "annotator")];
    const path = await member(second);
    expect((await seminar.owner.patch(path, { role: "instructor" })).status).toBe(200);
    const friend = await HttpClient.register(server.url);
    expect(await accept(friend, high)).toBe(410);
    // An instructor may give this role: what was promised within it holds.
    expect(await accept(friend, low)).toBe(200);
    expect((await second.delete(path)).status).toBe(204);
    expect(await accept(second, high)).toBe(410);
  });

  it("end with the account", async () => {
    const second = await seminar.join("instructor");
    const token = await invite(second, "annotator");
    expect((await second.delete("/api/auth/me", { confirm: "correct horse battery" })).status).toBe(204);
    expect(await accept(await HttpClient.register(server.url), token)).toBe(410);
  });

  it("of others stay good", async () => {
    const second = await seminar.join("instructor");
    const token = await invite(seminar.owner, "viewer");
    expect((await seminar.owner.delete(await member(second))).status).toBe(204);
    expect(await accept(second, token)).toBe(200);
  });
});
