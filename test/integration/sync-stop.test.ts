import { layerMap } from "@postil/shared/document/layer-document";
import { annotate } from "@postil/shared/document/operations";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { addArticle } from "../support/article-fixtures.ts";
import { RawClient, teamDocument, until } from "../support/sync-client.ts";
import { startTestServer, type TestServer } from "../support/test-server.ts";
import { actorOf, makeWorkspace, type TestWorkspace } from "../support/workspaces.ts";

let server: TestServer;
let workspace: TestWorkspace;
let layer: string;

beforeEach(async () => {
  server = await startTestServer();
  workspace = await makeWorkspace(server.url);
  layer = teamDocument(await addArticle(workspace.owner, workspace.workspaceId));
});
afterEach(() => server.close());

async function context() {
  return { actor: await actorOf(workspace.owner, workspace.workspaceId), now: Date.now() };
}

async function storedNotes(): Promise<string[]> {
  const sql = "select value->>'text' as text from entry_revision where map = 'notes' order by value->>'text'";
  return (await server.dataSource.query(sql)).map(({ text }: { text: string }) => text);
}

/** Keeps everybody from moving a document's head until it is released. */
async function lockDocuments(): Promise<() => Promise<void>> {
  const client = new pg.Client({ connectionString: server.config.databaseUrl ?? "" });
  await client.connect();
  await client.query("begin");
  await client.query("lock table document in share row exclusive mode");
  return async () => {
    await client.query("commit");
    await client.end();
  };
}

describe("a server that stops", () => {
  it("sends its sockets away to come back, a few at a time", async () => {
    const people = [workspace.owner, ...(await Promise.all([1, 2, 3, 4].map(() => workspace.join("annotator"))))];
    const tabs = people.flatMap((person) => Array.from({ length: 8 }, () => RawClient.join(person, layer)));
    const sockets = await Promise.all(tabs);
    const open = new Set(sockets);
    const asked = new Map<RawClient, number>();
    const codes = sockets.map(async (socket) => {
      const code = await socket.closed;
      open.delete(socket);
      // As soon as one has gone, the others ask for something: whoever is still served gets an answer.
      if (asked.size === 0) for (const other of open) asked.set(other, other.mark());
      return code;
    });
    await server.close();
    expect(new Set(await Promise.all(codes))).toEqual(new Set([4503]));
    const served = [...asked].filter(([socket, mark]) => socket.acks.at(-1)?.mark === mark);
    expect(served.length).toBeGreaterThan(sockets.length / 4);
  });

  it("has stored what it has acknowledged, and nothing twice", async () => {
    const client = await RawClient.join(workspace.owner, layer);
    const by = await context();
    for (let n = 0; n < 50; n++)
      annotate(client.doc, by, { on: "article", note: `note ${String(n).padStart(2, "0")}` });
    const [code] = await Promise.all([client.closed, server.restart()]);
    expect(code).toBe(4503);
    const acknowledged = (client.acks.at(-1)?.mark ?? 1) - 1;
    const stored = await storedNotes();
    expect(stored.length).toBeGreaterThanOrEqual(acknowledged);
    const again = await RawClient.join(workspace.owner, layer, { doc: client.doc });
    await until(() => layerMap(again.doc, "annotations").size === 50);
    await again.acknowledged();
    expect(await storedNotes()).toHaveLength(50);
  });
});

describe.runIf(process.env.POSTIL_TEST_DATABASE === "postgresql")("a server that stops on a slow database", () => {
  it("waits for what is being stored, and acknowledges it before it closes the socket", async () => {
    const client = await RawClient.join(workspace.owner, layer);
    const release = await lockDocuments();
    annotate(client.doc, await context(), { on: "article", note: "On its way to the disk" });
    await until(async () => (await waitingForLocks()) > 0);
    const stopping = server.restart();
    await new Promise((resolve) => setTimeout(resolve, 300));
    await release();
    expect(await client.closed).toBe(4503);
    expect(client.acks.at(-1)?.mark).toBe(2);
    await stopping;
    expect(await storedNotes()).toEqual(["On its way to the disk"]);
  });

  it("stops all the same when it never answers", async () => {
    const client = await RawClient.join(workspace.owner, layer);
    const release = await lockDocuments();
    annotate(client.doc, await context(), { on: "article", note: "Never stored" });
    await until(async () => (await waitingForLocks()) > 0);
    const began = Date.now();
    await server.close();
    expect(Date.now() - began).toBeLessThan(5_000);
    expect(await client.closed).toBe(4503);
    expect(client.acks.at(-1)?.mark).toBe(1);
    await release();
  });
});

async function waitingForLocks(): Promise<number> {
  const [row] = await server.dataSource.query("select count(*)::int as n from pg_locks where not granted");
  return row.n;
}
