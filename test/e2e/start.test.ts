import { spawn } from "node:child_process";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type BuiltServer, startBuiltServer } from "../support/built-server.ts";
import { repositoryRoot } from "../support/cache.ts";
import { HttpClient } from "../support/http-client.ts";

/** Runs a script to its end. */
function runScript(script: string, args: string[], env: Record<string, string>) {
  return new Promise<{ code: number | null; out: string; err: string }>((resolve) => {
    const child = spawn(process.execPath, [join(repositoryRoot, "scripts", script), ...args], {
      cwd: repositoryRoot,
      env: { ...process.env, DATABASE_URL: "", ...env },
    });
    let out = "";
    let err = "";
    child.stdout.on("data", (chunk) => {
      out += chunk;
    });
    child.stderr.on("data", (chunk) => {
      err += chunk;
    });
    child.once("close", (code) => resolve({ code, out, err }));
  });
}

let server: BuiltServer;
beforeAll(async () => {
  server = await startBuiltServer();
});
afterAll(() => server.close());

describe("the started server", () => {
  it("says where it listens, once, and serves the API and the pages there", async () => {
    expect(server.output.match(/^Postil listening on http:\/\/127\.0\.0\.1:\d+$/gm)).toHaveLength(1);
    const client = new HttpClient(server.url);
    expect((await client.get("/api/health")).body).toMatchObject({ status: "ok", database: "embedded" });
    for (const path of ["/", "/w/some-workspace/codebook"]) {
      const page = await client.get<string>(path);
      expect(page.status).toBe(200);
      expect(page.headers.get("cache-control")).toBe("no-cache");
      expect(page.body).toContain('<div id="root">');
      const [asset = ""] = /\/assets\/[^"]+\.js/.exec(page.body) ?? [];
      expect((await client.get(asset)).headers.get("cache-control")).toContain("immutable");
    }
    expect((await client.get("/assets/gone.js")).status).toBe(404);
  });

  it("keeps a second one off its data, with one sentence", async () => {
    const second = await runScript("serve.mjs", [], { PORT: "0", POSTIL_DATA: server.dataDir });
    expect(second.code).toBe(1);
    expect(second.err.trim().split("\n")).toEqual([
      expect.stringMatching(/^The data folder .* is in use by another Postil server \(process \d+\)\./),
    ]);
  });

  it("stops at a bad setting, with one sentence and no stack", async () => {
    const result = await runScript("serve.mjs", [], { PORT: "many" });
    expect(result).toEqual({
      code: 1,
      out: "",
      err: 'PORT can\'t be "many": it takes a port number from 0 to 65535 (0 picks a free one).\n',
    });
  });

  it("comes back after kill -9 on the same data", async () => {
    const client = await HttpClient.register(server.url, "Somebody");
    await server.kill();
    await server.start();
    expect((await client.get("/api/auth/me")).status).toBe(200);
  });

  it("stops cleanly on SIGTERM in less than five seconds", async () => {
    const { code, ms } = await server.stop();
    expect(code).toBe(0);
    expect(ms).toBeLessThan(5_000);
    await server.start();
  });
});
