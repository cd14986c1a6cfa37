import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Workspace } from "../support/annotation-fixtures.ts";
import { readCsv, TEXT } from "../support/nasty-workspace.ts";
import { startTestServer, type TestServer } from "../support/test-server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server?.close());

describe("a long export", { timeout: 120_000 }, () => {
  /** Rows of annotations as the server would have derived them. */
  async function fill(workspace: Workspace, count: number, noteLength: number): Promise<void> {
    const article = await workspace.article(`Long ${count}`, TEXT);
    await server.dataSource.query(
      `insert into annotation (layer_id, annotation_id, workspace_id, article_id, author_id, target, created_at,
         updated_at, start_offset, end_offset, quote, anchor_state, text_version, note)
       select $1, 'annotation-' || lpad(n::text, 11, '0'), $2, $3, $4, 'passage', now(), now(), n % 50, n % 50 + 1, 'x',
         'position', 1, repeat('n', $6::int) from generate_series(1, $5::int) n`,
      [article.team, workspace.id, article.id, workspace.owner.actor, count, noteLength],
    );
  }

  it("comes whole, however many pages and batches it is read in", async () => {
    const workspace = await Workspace.create(server.url);
    const counts = [3_001, 1_999, 1, 501];
    for (const count of counts) await fill(workspace, count, 1);
    const rows = readCsv((await workspace.export(workspace.owner, "bom=0")).bytes);
    const keys = rows.map((row) => `${row.article}/${row.annotation_id}`);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys.length).toBe(counts.reduce((sum, count) => sum + count, 0));
    expect(rows.map((row) => row.article)).toEqual(
      [1, 501, 1_999, 3_001].flatMap((count) => Array.from({ length: count }, () => `Long ${count}`)),
    );
  });

  it("is read no faster than it is taken, and no more once its reader has gone", async () => {
    const [count, noteLength] = [8_000, 4_000];
    const workspace = await Workspace.create(server.url);
    await fill(workspace, count, noteLength);
    const pagesRead = countPages();
    const stop = new AbortController();
    const path = `${server.url}/api/workspaces/${workspace.id}/exports/annotations.csv`;
    const response = await fetch(path, { headers: { cookie: workspace.owner.client.cookie }, signal: stop.signal });
    const reader = (response.body as ReadableStream<Uint8Array>).getReader();
    await reader.read();
    const waiting = await settled(pagesRead);
    // Of 32 MB in pages of 500 rows only a part is under way, in buffers.
    expect(waiting).toBeGreaterThan(0);
    expect(waiting).toBeLessThan(count / 500);
    stop.abort();
    // The one that was being read ahead, and the one that was then asked for.
    expect((await settled(pagesRead)) - waiting).toBeLessThanOrEqual(2);
    expect((await workspace.page(workspace.owner, "limit=1")).items).toHaveLength(1);
    pagesRead.stop();
  });
});

/** Counts the pages that exports read; what the server does besides, for notices and other servers, is none of them. */
function countPages(): { count: number; stop: () => void } {
  const original = server.dataSource.query;
  const counter = {
    count: 0,
    stop: () => {
      server.dataSource.query = original;
    },
  };
  server.dataSource.query = function (this: unknown, ...args: Parameters<typeof original>) {
    if (args[0].includes("as wanted(layer_id, annotation_id, position)")) counter.count++;
    return original.apply(server.dataSource, args);
  } as typeof original;
  return counter;
}

/** The count once it has stood still for a while. */
async function settled(counter: { count: number }): Promise<number> {
  for (let last = -1; ; ) {
    if (counter.count === last) return last;
    last = counter.count;
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
}
