import { layerMap } from "@postil/shared/document/layer-document";
import { addTag, annotate, setNote } from "@postil/shared/document/operations";
import type { Article } from "@postil/shared/schema/article";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as Y from "yjs";
import { Events } from "../../server/src/platform/events.ts";
import { RoomService } from "../../server/src/sync/room.service.ts";
import { addArticle } from "../support/article-fixtures.ts";
import type { HttpClient } from "../support/http-client.ts";
import { headersOf, RawClient, type RawOptions, teamDocument, until } from "../support/sync-client.ts";
import { startTestServer, type TestServer } from "../support/test-server.ts";
import { actorOf, makeWorkspace, type TestWorkspace } from "../support/workspaces.ts";

/** Only PostgreSQL can be shared: the embedded database is one server's alone. */
describe.runIf(process.env.POSTIL_TEST_DATABASE === "postgresql")("two servers on one database", () => {
  let one: TestServer;
  let two: TestServer;
  let workspace: TestWorkspace;
  let article: Article;
  let layer: string;

  beforeAll(async () => {
    one = await startTestServer();
    two = await startTestServer({ beside: one });
    workspace = await makeWorkspace(one.url);
    article = await addArticle(workspace.owner, workspace.workspaceId);
    layer = teamDocument(article);
  });
  afterAll(async () => {
    await two?.close();
    await one?.close();
  });

  /** A socket at the second server, with the session that the first one gave. */
  function atTwo(client: HttpClient, name = layer, options: RawOptions = {}): Promise<RawClient> {
    return joined(new RawClient(two.url, name, { headers: { ...headersOf(client), origin: two.url }, ...options }));
  }

  async function joined(client: RawClient): Promise<RawClient> {
    await until(() => client.synced && client.acks.some(({ mark }) => mark >= 1));
    return client;
  }

  async function context(client: HttpClient) {
    return { actor: await actorOf(client, workspace.workspaceId), now: Date.now() };
  }

  function rooms(server: TestServer): RoomService {
    return server.app.get(RoomService);
  }

  it("show each other's edits to those who only read, and pages are told to count again", async () => {
    const [here, there] = [await RawClient.join(workspace.owner, layer), await atTwo(workspace.owner)];
    const told: string[] = [];
    const stop = two.app.get(Events).on("changed", ({ workspaceId, topic }) => told.push(`${workspaceId} ${topic}`));
    const id = annotate(here.doc, await context(workspace.owner), { on: "article", note: "From the other server" });
    await here.acknowledged();
    await until(() => layerMap(there.doc, "notes").has(id));
    await until(() => told.includes(`${workspace.workspaceId} annotations`));
    stop();
    here.close();
    there.close();
  });

  it("send only what is new, however long the document is", async () => {
    const here = await RawClient.join(workspace.owner, layer);
    const by = await context(workspace.owner);
    here.doc.transact(() => {
      for (let n = 0; n < 300; n++) annotate(here.doc, by, { on: "article", note: "One of many that stand there" });
    });
    await here.acknowledged();
    const there = await atTwo(workspace.owner);
    await until(() => layerMap(there.doc, "notes").size >= 300);
    const frames = there.frames.length;
    const id = annotate(here.doc, by, { on: "article", note: "The one that is new" });
    await until(() => layerMap(there.doc, "notes").has(id));
    expect(there.frames.slice(frames).reduce((sum, frame) => sum + frame.byteLength, 0)).toBeLessThan(2_000);
    here.close();
    there.close();
  });

  it("lose and double nothing when both write the same entries at once", async () => {
    const [ann, ben] = [await workspace.join("annotator", "Ann"), await workspace.join("annotator", "Ben")];
    const [here, there] = [await RawClient.join(ann, layer), await atTwo(ben)];
    const [asAnn, asBen] = [await context(ann), await context(ben)];
    const before = layerMap(here.doc, "annotations").size;
    const shared = annotate(here.doc, asAnn, { on: "article", note: "Tagged by both" });
    await here.acknowledged();
    await until(() => layerMap(there.doc, "annotations").has(shared));
    const made = new Map<string, string>();
    for (let round = 0; round < 40; round++) {
      made.set(annotate(here.doc, asAnn, { on: "article", note: `ann ${round}` }), `ann ${round}`);
      made.set(annotate(there.doc, asBen, { on: "article", note: `ben ${round}` }), `ben ${round}`);
      if (round % 4 === 0) addTag(here.doc, asAnn, shared, `tag-number-${String(round).padStart(6, "0")}`);
      setNote(here.doc, asAnn, shared, `Tagged by both, round ${round}`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    await Promise.all([here.acknowledged(), there.acknowledged()]);
    expect([here.refusals, there.refusals]).toEqual([[], []]);
    await until(() => Y.equalSnapshots(Y.snapshot(here.doc), Y.snapshot(there.doc)));
    expect(layerMap(here.doc, "annotations").size).toBe(before + 81);
    for (const doc of [here.doc, there.doc]) {
      for (const [id, text] of made) expect(layerMap(doc, "notes").get(id)?.text).toBe(text);
      expect(layerMap(doc, "notes").get(shared)?.text).toBe("Tagged by both, round 39");
    }
    const [rows] = await one.dataSource.query(
      "select count(*)::int as rows, max(seq)::int as last from document_update where document_id = $1",
      [layer],
    );
    expect(rows.rows).toBe(rows.last);
    const [derived] = await one.dataSource.query("select count(*)::int as rows from annotation where layer_id = $1", [
      layer.slice("layer/".length),
    ]);
    expect(derived.rows).toBe(before + 81);
    here.close();
    there.close();
  });

  it("close who has been removed, and those whose role has changed, on both", async () => {
    const [removed, demoted] = [await workspace.join("annotator"), await workspace.join("annotator")];
    const [left, changed, stays] = [await atTwo(removed), await atTwo(demoted), await atTwo(workspace.owner)];
    const members = `/api/workspaces/${workspace.workspaceId}/members`;
    await workspace.owner.delete(`${members}/${(await context(removed)).actor}`);
    expect(await left.closed).toBe(4503);
    await workspace.owner.patch(`${members}/${(await context(demoted)).actor}`, { role: "viewer" });
    expect(await changed.closed).toBe(4503);
    expect((await atTwo(demoted)).hellos[0]?.role).toBe("viewer");
    const again = new RawClient(two.url, layer, { headers: { ...headersOf(removed), origin: two.url } });
    expect(await again.closed).toBe(4404);
    annotate(stays.doc, await context(workspace.owner), { on: "article" });
    await stays.acknowledged();
    stays.close();
  });

  it("close the sockets of a session that ends or expires on the other one, and no others", async () => {
    const [leaving, outlived] = [await workspace.join("annotator"), await workspace.join("annotator")];
    const [ended, expired, stays] = [await atTwo(leaving), await atTwo(outlived), await atTwo(workspace.owner)];
    await leaving.post("/api/auth/logout");
    expect(await ended.closed).toBe(4401);
    await one.dataSource.query(
      `update session set expires_at = now() - interval '1 second'
        where user_id = (select user_id from member where workspace_id = $1 and actor_id = $2)`,
      [workspace.workspaceId, (await context(outlived)).actor],
    );
    expect(await expired.closed).toBe(4401);
    annotate(stays.doc, await context(workspace.owner), { on: "article" });
    await stays.acknowledged();
    stays.close();
  });

  it("close 4404 what is deleted on the other one, and 4409 what has begun anew there", async () => {
    const doomed = await addArticle(workspace.owner, workspace.workspaceId);
    const [text, renewed] = [
      await atTwo(workspace.owner, doomed.textDocument),
      await atTwo(workspace.owner, teamDocument(article)),
    ];
    await workspace.owner.delete(`/api/articles/${doomed.id}`);
    expect(await text.closed).toBe(4404);
    await one.dataSource.query("update document set epoch = epoch + 1 where id = $1", [layer]);
    expect(await renewed.closed).toBe(4409);
    await one.dataSource.query("update document set epoch = epoch - 1 where id = $1", [layer]);
  });

  it("ask nothing of the database while nothing is open, and one statement for all that is", async () => {
    const quiet = await startTestServer({ beside: one });
    const asked: string[] = [];
    const { dataSource } = quiet;
    const query = dataSource.query.bind(dataSource);
    dataSource.query = ((sql: string, ...rest: []) => {
      asked.push(sql);
      return query(sql, ...rest);
    }) as typeof dataSource.query;
    try {
      await new Promise((resolve) => setTimeout(resolve, 1_500));
      // Other features have clocks of their own.
      expect(asked.filter((sql) => /\b(document|session)\b/.test(sql))).toEqual([]);
      const articles = await Promise.all([1, 2, 3].map(() => addArticle(workspace.owner, workspace.workspaceId)));
      for (const { textDocument } of articles) await rooms(quiet).room(textDocument);
      asked.length = 0;
      await rooms(quiet).followLog();
      expect(asked.filter((sql) => sql.includes("any($1"))).toHaveLength(1);
    } finally {
      await quiet.close();
    }
  });
});
