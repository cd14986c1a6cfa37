import { layerMap } from "@postil/shared/document/layer-document";
import { annotate } from "@postil/shared/document/operations";
import type { Article } from "@postil/shared/schema/article";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import * as Y from "yjs";
import { LayerDerivedWriter } from "../../server/src/annotations/derived-writer.ts";
import { PostgresUpdateLog } from "../../server/src/sync/log/postgres-update-log.ts";
import type { Append } from "../../server/src/sync/update-log.ts";
import { addArticle } from "../support/article-fixtures.ts";
import { RawClient, teamDocument } from "../support/sync-client.ts";
import { startTestServer, type TestServer } from "../support/test-server.ts";
import { actorOf, makeWorkspace, type TestWorkspace } from "../support/workspaces.ts";

let server: TestServer;
let workspace: TestWorkspace;
let article: Article;
let layer: string;
let log: PostgresUpdateLog;

beforeAll(async () => {
  server = await startTestServer();
  workspace = await makeWorkspace(server.url);
  log = new PostgresUpdateLog(server.dataSource, new LayerDerivedWriter());
});
afterAll(() => server.close());
beforeEach(async () => {
  article = await addArticle(workspace.owner, workspace.workspaceId);
  layer = teamDocument(article);
});

const ACTOR = "actor-of-somebody";

async function append(over: Partial<Append> = {}): Promise<Append> {
  const head = await log.head(layer);
  if (!head) throw new Error("no document");
  return {
    document: layer,
    layerId: layer.slice("layer/".length),
    ...head,
    rows: [{ actor: ACTOR, bytes: new Uint8Array([0, 0]) }],
    clients: [],
    revisions: [],
    derived: null,
    textLength: null,
    ...over,
  };
}

async function counts() {
  const [row] = await server.dataSource.query(
    `select (select count(*)::int from document_update where document_id = $1) as updates,
            (select count(*)::int from document_client where document_id = $1) as clients,
            (select count(*)::int from entry_revision where document_id = $1) as revisions,
            (select count(*)::int from annotation where layer_id = $2) as annotations`,
    [layer, layer.slice("layer/".length)],
  );
  return row;
}

const derived = {
  annotations: {
    upsert: [
      {
        annotation_id: "annotation-number-1",
        author_id: ACTOR,
        target: "article",
        created_at: "2026-01-02T03:04:05.678Z",
        updated_at: "2026-01-02T03:04:05.678Z",
        quote: "",
        prefix: "",
        suffix: "",
        note: "",
        text_version: 1,
        comment_count: 0,
      },
    ],
    remove: [],
  },
  tags: { upsert: [], remove: [] },
  comments: { upsert: [], remove: [] },
  replaced: [],
};

describe("an append", () => {
  it("writes rows, bindings, history and derived rows together", async () => {
    const rows = [
      { actor: ACTOR, bytes: new Uint8Array([0, 0]) },
      { actor: "actor-of-another-x", bytes: new Uint8Array([0, 0]) },
    ];
    const clients = [{ client: 2 ** 32 - 1, actor: ACTOR }];
    const revisions = [{ map: "notes", key: "annotation-number-1", actor: ACTOR, value: { text: "a\u0000\ud800b" } }];
    expect(await log.append(await append({ rows, clients, revisions, derived }))).toEqual({
      kind: "committed",
      seq: 2,
    });
    expect(await counts()).toEqual({ updates: 2, clients: 1, revisions: 1, annotations: 1 });
    const loaded = await log.load(layer);
    expect(loaded).toMatchObject({ headSeq: 2, epoch: 1, layerKind: "team", articleId: article.id });
    expect(loaded?.clients.get(2 ** 32 - 1)).toBe(ACTOR);
  });

  it("that lost writes nothing at all: head, epoch or rights have moved on", async () => {
    const revisions = [{ map: "notes", key: "annotation-number-1", actor: ACTOR, value: 1 }];
    const all = await append({ clients: [{ client: 7, actor: ACTOR }], revisions, derived });
    for (const moved of [{ headSeq: 5 }, { epoch: 2 }, { aclVersion: all.aclVersion + 1 }]) {
      expect(await log.append({ ...all, ...moved })).toEqual({ kind: "conflict" });
    }
    expect(await counts()).toEqual({ updates: 0, clients: 0, revisions: 0, annotations: 0 });
  });

  it("loses when a clientID was bound to somebody else meanwhile, and wins when to the same person", async () => {
    await log.reserve(layer, [{ client: 7, actor: ACTOR }]);
    const forged = await append({ clients: [{ client: 7, actor: "actor-of-another-x" }] });
    expect(await log.append(forged)).toEqual({ kind: "conflict" });
    expect(await counts()).toMatchObject({ updates: 0, clients: 1 });
    const own = await append({ clients: [{ client: 7, actor: ACTOR }] });
    expect(await log.append(own)).toEqual({ kind: "committed", seq: 1 });
  });

  it("to a document that is gone is a conflict", async () => {
    const late = await append();
    await workspace.owner.delete(`/api/articles/${article.id}`);
    expect(await log.append(late)).toEqual({ kind: "conflict" });
    expect(await log.load(layer)).toBeNull();
  });

  it("of many writers at once loses none and doubles none", async () => {
    let conflicts = 0;
    const writer = async (actor: string) => {
      for (let written = 0; written < 10; ) {
        const result = await log.append(await append({ rows: [{ actor, bytes: new Uint8Array([0, 0]) }] }));
        if (result.kind === "committed") written++;
        else conflicts++;
      }
    };
    await Promise.all(["one", "two", "three", "four"].map((name) => writer(`actor-of-writer-${name}`)));
    const rows: { seq: string }[] = await server.dataSource.query(
      "select seq from document_update where document_id = $1 order by seq",
      [layer],
    );
    expect(rows.map((row) => Number(row.seq))).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
    expect(conflicts).toBeGreaterThan(0);
  });
});

describe("the tail after a position", () => {
  const bytes = (n: number) => new Uint8Array([0, 0, n]);

  it("is what was appended since, with everybody's clientIDs", async () => {
    await log.append(
      await append({ rows: [{ actor: ACTOR, bytes: bytes(1) }], clients: [{ client: 7, actor: ACTOR }] }),
    );
    const { headSeq, epoch, aclVersion } = await append();
    await log.append(await append({ rows: [2, 3].map((n) => ({ actor: ACTOR, bytes: bytes(n) })) }));
    expect(await log.since(layer, epoch, headSeq)).toEqual({
      headSeq: 3,
      aclVersion,
      updates: [bytes(2), bytes(3)],
      clients: [{ client: 7, actor: ACTOR }],
    });
    expect(await log.since(layer, epoch, 3)).toMatchObject({ headSeq: 3, updates: [] });
  });

  it("is not there when rows are gone, in another epoch, or without the document", async () => {
    for (let n = 0; n < 3; n++) await log.append(await append());
    await server.dataSource.query("delete from document_update where document_id = $1 and seq = 2", [layer]);
    expect(await log.since(layer, 1, 1)).toBeNull();
    expect(await log.since(layer, 1, 2)).toMatchObject({ headSeq: 3 });
    expect(await log.since(layer, 2, 2)).toBeNull();
    expect(await log.since("layer/there-is-no-such-one", 1, 0)).toBeNull();
  });

  it("is looked for by the heads of many documents at once", async () => {
    await log.append(await append());
    const heads = await log.heads([layer, "layer/there-is-no-such-one"]);
    expect([...heads.keys()]).toEqual([layer]);
    expect(heads.get(layer)).toEqual(await log.head(layer));
  });
});

describe("reserving clientIDs", () => {
  it("keeps the first owner and answers who it is", async () => {
    await log.reserve(layer, [{ client: 1, actor: ACTOR }]);
    const owners = await log.reserve(layer, [
      { client: 1, actor: "actor-of-another-x" },
      { client: 2, actor: "actor-of-another-x" },
    ]);
    expect([...owners].sort()).toEqual([
      [1, ACTOR],
      [2, "actor-of-another-x"],
    ]);
  });
});

describe("a document that can't be read", () => {
  it("is quarantined by name while the others live on", async () => {
    const doc = new Y.Doc();
    const actor = await actorOf(workspace.owner, workspace.workspaceId);
    annotate(doc, { actor, now: Date.now() }, { on: "article" });
    for (let row = 0; row < 3; row++) {
      await log.append(await append({ rows: [{ actor, bytes: Y.encodeStateAsUpdate(doc) }] }));
    }
    await server.dataSource.query("delete from document_update where document_id = $1 and seq = 2", [layer]);
    await expect(log.load(layer)).rejects.toThrow(`${layer}: row 2 of its log is missing`);
    expect(await RawClient.of(workspace.owner, layer).closed).toBe(4503);
    const other = await addArticle(workspace.owner, workspace.workspaceId);
    const open = await RawClient.join(workspace.owner, teamDocument(other));
    const id = annotate(open.doc, { actor, now: Date.now() }, { on: "article" });
    await open.acknowledged();
    expect(layerMap(open.doc, "annotations").has(id)).toBe(true);
    open.close();
  });

  it("is not opened as if it were empty when its rows refer to what isn't there", async () => {
    const doc = new Y.Doc();
    doc.getMap("notes").set("annotation-number-1", { text: "a", editedAt: 1 });
    const rows: Uint8Array[] = [];
    doc.on("update", (update: Uint8Array) => rows.push(update));
    doc.getMap("notes").set("annotation-number-1", { text: "b", editedAt: 1 });
    await log.append(await append({ rows: [{ actor: ACTOR, bytes: rows[0] as Uint8Array }] }));
    expect(await RawClient.of(workspace.owner, layer).closed).toBe(4503);
  });
});
