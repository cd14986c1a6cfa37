import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { runAdmin } from "../../server/src/run-admin.ts";
import { HttpClient, PASSWORD } from "../support/http-client.ts";
import { startTestServer, type TestServer } from "../support/test-server.ts";
import { makeWorkspace } from "../support/workspaces.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ env: { POSTIL_REGISTRATION: "open" } });
});
afterAll(() => server.close());

async function admin(...args: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const status = await runAdmin(args, {
    env: {
      POSTIL_ORIGIN: server.url,
      POSTIL_DATA: server.config.dataDir,
      DATABASE_URL: server.config.databaseUrl ?? "",
    },
    out: (line) => out.push(line),
    err: (line) => err.push(line),
    embedded: { worker: new URL(inject("embeddedWorker")) },
  });
  return { status, out, err };
}

const resetBy = (link: string | undefined, password: string) =>
  new HttpClient(server.url).post("/api/auth/reset-password", { token: link?.split("/").at(-1), password });
const login = (email: string, password: string) =>
  new HttpClient(server.url).post("/api/auth/login", { email, password });

describe("the administrator's command", () => {
  it("prints a link that sets a new password once, while the server runs", async () => {
    await HttpClient.register(server.url, "Forgetful", "forgetful@example.org");
    const { status, out } = await admin("reset-password", "Forgetful@example.org");
    expect(status).toBe(0);
    expect(out).toEqual([expect.stringMatching(new RegExp(`^${server.url}/reset-password/[\\w-]{43}$`))]);
    expect((await resetBy(out[0], "a new long password")).status).toBe(204);
    expect((await resetBy(out[0], "yet another password")).status).toBe(410);
    expect((await login("forgetful@example.org", PASSWORD)).status).toBe(401);
    expect((await login("forgetful@example.org", "a new long password")).status).toBe(200);
  });

  it("says so when nobody has the address", async () => {
    expect(await admin("reset-password", "nobody@example.org")).toEqual({
      status: 1,
      out: [],
      err: ["No account has the address nobody@example.org."],
    });
  });

  it("lists accounts with their workspaces, and no secrets", async () => {
    const { owner } = await makeWorkspace(server.url);
    const { body } = await owner.get<{ user: { email: string } }>("/api/auth/me");
    const { status, out } = await admin("list-users");
    expect(status).toBe(0);
    const line = out.find((one) => one.startsWith(body.user.email));
    expect(line).toMatch(/\tOwner\t\d{4}-\d\d-\d\d\t1 workspace\tpassword$/);
    expect(out.join()).not.toContain("argon2");
  });

  it("adds an account whose password is set by the link it prints", async () => {
    const { status, out } = await admin("add-user", "added@example.org", "Added Person");
    expect(status).toBe(0);
    expect((await login("added@example.org", PASSWORD)).status).toBe(401);
    expect((await resetBy(out[0], PASSWORD)).status).toBe(204);
    expect((await login("added@example.org", PASSWORD)).status).toBe(200);
    expect((await admin("add-user", "ADDED@example.org", "Again")).status).toBe(1);
    expect((await admin("add-user", "nobody", "Name")).err).toEqual(["nobody is not an e-mail address."]);
    expect((await admin("add-user", "b@example.org", " ")).err).toEqual(["The name must not be empty."]);
  });

  it.each([[], ["unknown"], ["reset-password"], ["list-users", "extra"], ["constructor"]])(
    "prints its help and fails with 2 for %j",
    async (...args) => {
      const { status, out, err } = await admin(...args);
      expect([status, out]).toEqual([2, []]);
      expect(err[0]).toBe("Usage: npm run admin -- <command>");
      expect(err.join("\n")).toContain("reset-password <address>");
    },
  );

  it("prints its help and is content when asked for it", async () => {
    expect(await admin("help")).toMatchObject({ status: 0, err: [] });
  });

  it("works while no server runs, too", async () => {
    await HttpClient.register(server.url, "Offline", "offline@example.org");
    let printed: string | undefined;
    await server.restart({}, async () => {
      printed = (await admin("reset-password", "offline@example.org")).out[0];
    });
    expect((await resetBy(printed, "a new long password")).status).toBe(204);
  });
});
