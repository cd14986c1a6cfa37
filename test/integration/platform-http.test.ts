import { request as httpRequest } from "node:http";
import { createConnection } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Initial1700000000001 } from "../../server/src/platform/database/migrations/0001-initial.ts";
import { type ErrorBody, HttpClient } from "../support/http-client.ts";
import { startTestServer, type TestServer } from "../support/test-server.ts";

let server: TestServer;
let client: HttpClient;
beforeAll(async () => {
  server = await startTestServer();
  client = new HttpClient(server.url);
});
afterAll(() => server.close());

const login = { email: "nobody@example.org", password: "wrong password" };

describe("health and settings", () => {
  const kind = process.env.POSTIL_TEST_DATABASE ?? "embedded";

  it("says that it and its database answer", async () => {
    const { status, body } = await client.get("/api/health");
    expect({ status, body }).toEqual({
      status: 200,
      body: {
        status: "ok",
        database: kind,
        version: "0.1.0",
        loopDelay: { mean: expect.any(Number), p99: expect.any(Number) },
        rooms: 0,
        sockets: 0,
        quarantined: 0,
        mail: "off",
      },
    });
  });

  it("tells pages what they need before sign-in", async () => {
    const { body } = await client.get("/api/settings");
    expect(body).toEqual({ registration: "open", mail: false, database: kind, version: "0.1.0" });
  });
});

describe("the schema", () => {
  it("is taken down whole", async () => {
    const runner = server.dataSource.createQueryRunner();
    const standing = async () => {
      const rows: { name: string }[] = await runner.query(
        `select relname as name from pg_class
          where relnamespace = current_schema()::regnamespace and relkind in ('r', 'S', 'v') and relname not like 'migration%'`,
      );
      return rows.map(({ name }) => name);
    };
    await runner.startTransaction();
    try {
      expect(await standing()).toContain("annotation");
      await new Initial1700000000001().down(runner);
      expect(await standing()).toEqual([]);
      await new Initial1700000000001().up(runner);
      expect(await standing()).toContain("annotation");
    } finally {
      // The server goes on with what it had.
      await runner.rollbackTransaction();
      await runner.release();
    }
  });
});

describe("an error", () => {
  it("has one shape for an unknown address", async () => {
    const { status, body } = await client.get<ErrorBody>("/api/nothing/here");
    expect(status).toBe(404);
    expect(body.error.code).toBe("not_found");
  });

  it("has it for JSON that can't be read", async () => {
    const { status, body } = await client.post<ErrorBody>("/api/auth/login", '{"email": ');
    expect(status).toBe(422);
    expect(body.error).toMatchObject({ code: "invalid", message: expect.stringContaining("JSON") });
  });

  it("has it for a body of another charset", async () => {
    const headers = { "content-type": "application/json; charset=latin1" };
    const { status, body } = await client.post<ErrorBody>("/api/auth/login", "{}", { headers });
    expect(status).toBe(415);
    expect(body.error.code).toBe("unsupported");
  });

  it("names each bad field", async () => {
    const { status, body } = await client.post<ErrorBody>("/api/auth/login", { email: 7, extra: true });
    expect(status).toBe(422);
    expect(body.error.details).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ path: "email" }),
        expect.objectContaining({ path: "password" }),
      ]),
    );
  });

  it("reads a form as an empty body, so that no other site's form can do anything", async () => {
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    const { status } = await client.post<ErrorBody>("/api/auth/login", "email=a&password=b", { headers });
    expect(status).toBe(422);
  });
});

describe("the size of a JSON body", () => {
  const textOf = (bytes: number) => ({ ...login, password: "x".repeat(bytes) });

  it("may be up to 1 MiB", async () => {
    const { status, body } = await client.post<ErrorBody>("/api/auth/login", textOf(1024 * 1024 + 1));
    expect(status).toBe(413);
    expect(body.error.code).toBe("too_large");
  });

  it("counts after decompression", async () => {
    const { gzipSync } = await import("node:zlib");
    const response = await fetch(`${server.url}/api/auth/login`, {
      method: "POST",
      headers: { "content-type": "application/json", "content-encoding": "gzip", origin: server.url },
      body: new Uint8Array(gzipSync(JSON.stringify(textOf(30_000_000)))),
    });
    expect(response.status).toBe(413);
  });

  it("is not read where a whole article may be added, before it is known who sends it", async () => {
    const body = { title: "Long", text: "x".repeat(2_000_000) };
    expect((await client.post("/api/workspaces/some-workspace/articles", body)).status).toBe(401);
    expect((await client.post("/api/workspaces/some-workspace/tags", body)).status).toBe(413);
  });
});

describe("a mutation from another site", () => {
  const statusWith = async (headers: Record<string, string>) => {
    // Not fetch, which sets Sec-Fetch headers of its own.
    const { hostname, port } = new URL(server.url);
    return new Promise((resolve, reject) => {
      const options = { hostname, port, path: "/api/auth/login", method: "POST" };
      const request = httpRequest(
        { ...options, headers: { "content-type": "application/json", ...headers } },
        (answer) => {
          answer.resume();
          answer.once("end", () => resolve(answer.statusCode));
        },
      );
      request.once("error", reject);
      request.end(JSON.stringify(login));
    });
  };

  it("is refused by its Origin, a sandbox's too", async () => {
    expect(await statusWith({ origin: "https://evil.example.org" })).toBe(403);
    expect(await statusWith({ origin: "null" })).toBe(403);
  });

  it("is refused by what the browser says when there is no Origin", async () => {
    expect(await statusWith({ "sec-fetch-site": "cross-site" })).toBe(403);
    expect(await statusWith({ "sec-fetch-site": "same-site" })).toBe(403);
  });

  it("is not what scripts and one's own pages send", async () => {
    expect(await statusWith({})).toBe(401);
    expect(await statusWith({ origin: server.url, "sec-fetch-site": "same-origin" })).toBe(401);
  });
});

describe("the answers' headers", () => {
  it("allow scripts from here only, and no framing", async () => {
    const policy = (await client.get("/api/health")).headers.get("content-security-policy") ?? "";
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain(`connect-src 'self' ${server.url.replace("http", "ws")}`);
    expect(policy).not.toContain("upgrade-insecure-requests");
  });

  it("keep answers of the API out of caches", async () => {
    expect((await client.get("/api/settings")).headers.get("cache-control")).toBe("no-store");
  });
});

describe("the API's description", () => {
  it("is a page without scripts", async () => {
    const { status, body } = await client.get<string>("/api/docs");
    expect(status).toBe(200);
    expect(body).toContain("/api/health");
    expect(body).not.toMatch(/<script/i);
  });

  it("is OpenAPI 3.1 with the schemas that the routes parse with", async () => {
    const { body } = await client.get<{ openapi: string; paths: Record<string, object> }>("/api/docs/openapi.json");
    expect(body.openapi).toBe("3.1.0");
    expect(body.paths["/api/settings"]).toMatchObject({
      get: { responses: { 200: { content: { "application/json": { schema: { type: "object" } } } } } },
    });
  });
});

describe("an upgrade", () => {
  const upgrade = (path: string) =>
    new Promise<string>((resolve, reject) => {
      const { hostname, port } = new URL(server.url);
      const socket = createConnection(Number(port), hostname);
      let text = "";
      socket.on("data", (chunk) => {
        text += chunk.toString();
      });
      socket.once("close", () => resolve(text.split("\r\n")[0] ?? ""));
      socket.once("error", reject);
      socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`);
    });

  it("to a path of no socket server gets 404", async () => {
    expect(await upgrade("/elsewhere/")).toBe("HTTP/1.1 404 Not Found");
  });
});
