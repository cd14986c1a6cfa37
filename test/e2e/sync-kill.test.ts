import { layerMap } from "@postil/shared/document/layer-document";
import { annotate } from "@postil/shared/document/operations";
import { expect, it } from "vitest";
import * as Y from "yjs";
import { addArticle } from "../support/article-fixtures.ts";
import { type BuiltServer, startBuiltServer } from "../support/built-server.ts";
import type { HttpClient } from "../support/http-client.ts";
import { RawClient, teamDocument } from "../support/sync-client.ts";
import { actorOf, makeWorkspace } from "../support/workspaces.ts";

const ROUNDS = Number(process.env.POSTIL_KILLS ?? 3);
const WRITERS = 6;

/** Somebody who goes on writing over broken connections, and knows what was acknowledged. */
class Persistent {
  readonly doc = new Y.Doc();
  /** Annotations by the MARK they were sent with, of this connection. */
  private sent = new Map<string, number>();
  readonly written = new Set<string>();
  readonly acknowledged = new Set<string>();
  private connection: RawClient | null = null;

  constructor(
    private readonly client: HttpClient,
    private readonly layer: string,
    private readonly actor: string,
  ) {}

  async connect(): Promise<void> {
    this.connection = await RawClient.join(this.client, this.layer, { doc: this.doc });
    // SyncStep2 has brought whatever was written before.
    this.collect(1);
  }

  write(): void {
    const { connection } = this;
    const id = annotate(this.doc, { actor: this.actor, now: Date.now() }, { on: "article", note: "Kept" });
    this.written.add(id);
    this.sent.set(id, connection?.lastMark ?? 0);
  }

  /** Notes what the server has acknowledged, as the wire told it before it broke. */
  disconnect(): void {
    this.collect(this.connection?.acks.at(-1)?.mark ?? 0);
    this.connection?.close();
    // Not sent again by a frame of its own: the next SyncStep2 brings it.
    for (const id of this.sent.keys()) this.sent.set(id, 1);
  }

  private collect(mark: number): void {
    for (const [id, with_] of this.sent) {
      if (with_ > mark) continue;
      this.acknowledged.add(id);
      this.sent.delete(id);
    }
  }
}

async function annotationsOf(client: HttpClient, layer: string): Promise<Set<string>> {
  const reader = await RawClient.join(client, layer);
  const ids = new Set(layerMap(reader.doc, "annotations").keys());
  reader.close();
  return ids;
}

it(`loses nothing that was acknowledged and doubles nothing in ${ROUNDS} kills among ${WRITERS} writers`, {
  timeout: 120_000 + ROUNDS * 60_000,
}, async () => {
  const server: BuiltServer = await startBuiltServer({ DATABASE_URL: process.env.POSTIL_KILL_DATABASE ?? "" });
  try {
    const workspace = await makeWorkspace(server.url);
    const layer = teamDocument(await addArticle(workspace.owner, workspace.workspaceId));
    const writers: Persistent[] = [];
    for (let number = 0; number < WRITERS; number++) {
      const client = await workspace.join("annotator", `Writer ${number}`);
      writers.push(new Persistent(client, layer, await actorOf(client, workspace.workspaceId)));
    }
    for (let round = 0; round < ROUNDS; round++) {
      for (const writer of writers) await writer.connect();
      const writing = setInterval(() => {
        for (const writer of writers) writer.write();
      }, 50);
      await new Promise((resolve) => setTimeout(resolve, 300 + 200 * (round % 4)));
      await server.kill();
      clearInterval(writing);
      for (const writer of writers) writer.disconnect();
      await server.start();
      const stored = await annotationsOf(workspace.owner, layer);
      for (const writer of writers) {
        expect([...writer.acknowledged].filter((id) => !stored.has(id))).toEqual([]);
      }
    }
    for (const writer of writers) await writer.connect();
    const stored = await annotationsOf(workspace.owner, layer);
    const written = writers.flatMap((writer) => [...writer.written]);
    expect(writers.reduce((sum, writer) => sum + writer.acknowledged.size, 0)).toBeGreaterThan(ROUNDS);
    expect([...stored].sort()).toEqual(written.sort());
    const list = await workspace.owner.get<{ items: { id: string }[] }>(
      `/api/workspaces/${workspace.workspaceId}/annotations?limit=1`,
    );
    expect(list.status).toBe(200);
  } finally {
    await server.close();
  }
});
