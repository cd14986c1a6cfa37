import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ErrorBody, HttpClient } from "../support/http-client.ts";
import { startTestServer, type TestServer } from "../support/test-server.ts";

let server: TestServer;
let client: HttpClient;
beforeAll(async () => {
  server = await startTestServer();
  client = new HttpClient(server.url);
});
afterAll(() => server.close());

describe("health and settings", () => {
  const kind = process.env.POSTIL_TEST_DATABASE ?? "embedded";

  it("says that it and its database answer", async () => {
    const { status, body } = await client.get("/api/health");
    expect({ status, body }).toEqual({ status: 200, body: { status: "ok", database: kind, version: "0.1.0" } });
  });

  it("tells pages what they need before sign-in", async () => {
    const { body } = await client.get("/api/settings");
    expect(body).toEqual({ registration: "open", database: kind, version: "0.1.0" });
  });
});

describe("an error", () => {
  it("has one shape for an unknown address", async () => {
    const { status, body } = await client.get<ErrorBody>("/api/nothing/here");
    expect(status).toBe(404);
    expect(body.error.code).toBe("not_found");
  });
});
