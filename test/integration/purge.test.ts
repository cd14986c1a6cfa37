import { layerMap } from "@postil/shared/document/layer-document";
import { annotate, comment, remove, setNote } from "@postil/shared/document/operations";
import { layerDocumentName } from "@postil/shared/document/text-document";
import { CLOSE } from "@postil/shared/protocol/close-codes";
import type { DeletionsAnswer } from "@postil/shared/schema/deletion";
import { newId } from "@postil/shared/schema/ids";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import * as Y from "yjs";
import { PurgeService } from "../../server/src/sync/purge/purge.service.ts";
import { RoomService } from "../../server/src/sync/room.service.ts";
import { type ArticlePlace, operate, type Person, Workspace } from "../support/annotation-fixtures.ts";
import { deletedDaysAgo, leftAlone, placesOf } from "../support/bin.ts";
import { good } from "../support/http-client.ts";
import { expectDerivedRows, expectNoGap } from "../support/stored-layer.ts";
import { RawClient, until } from "../support/sync-client.ts";
import { startTestServer, type TestServer } from "../support/test-server.ts";

let server: TestServer;
let workspace: Workspace;
let ada: Person;
let article: ArticlePlace;
let layer: string;

beforeAll(async () => {
  server = await startTestServer();
  workspace = await Workspace.create(server.url);
  ada = await workspace.join("annotator", "Ada");
});
afterAll(() => server.close());
beforeEach(async () => {
  article = await workspace.article("Floods", "A passage of words.\n");
  layer = layerDocumentName(article.team);
});

const purge = (at = server) => at.app.get(PurgeService).purgeDue();
const deletedLongAgo = () => deletedDaysAgo(server.dataSource, layer, 31);

async function epoch(): Promise<number> {
  const [row]: { epoch: number }[] = await server.dataSource.query("select epoch from document where id = $1", [layer]);
  return row?.epoch ?? 0;
}

/** An annotation whose every word can be told from others, with a tag, a comment and a reaction; deleted. */
async function deleted(words: string): Promise<{ id: string; said: string }> {
  const [id, said] = [newId(), newId()];
  await operate(ada, article.team, [
    { op: "annotate", id, passages: [{ exact: "passage" }], note: `${words} first` },
    { op: "note", annotation: id, text: `${words} note` },
    { op: "comment", id: said, annotation: id, text: `${words} comment` },
    { op: "react", target: said, sign: "question", on: true },
    { op: "delete", target: id },
  ]);
  return { id, said };
}

async function kept(): Promise<string> {
  const [id = ""] = await operate(ada, article.team, [{ op: "annotate", on: "article", note: "kept note" }]);
  return id;
}

/** What the bin says of the time that is left. */
const daysOf = (by: Person, ids: string[]) =>
  by.client.get<DeletionsAnswer>(`/api/layers/${article.team}/deletions?ids=${ids.join(",")}`);

describe("the days that are left", () => {
  it("count from when the server stored the deletion, whatever the clock of its author said, as the purge counts", async () => {
    const [id, other] = [await kept(), await kept()];
    const page = await RawClient.join(ada.client, layer);
    page.doc.transact(() => {
      for (const one of [id, other]) remove(page.doc, { actor: ada.actor, now: 1_000_000_000_000 }, one);
    });
    await until(async () => (await workspace.list(ada, `article=${article.id}`)).length === 0, 10_000);
    page.close();
    expect(good(await daysOf(ada, [id, newId()])).items).toMatchObject([{ id, daysLeft: 30 }]);
    await leftAlone(server.dataSource, layer);
    await deletedDaysAgo(server.dataSource, layer, 29);
    expect(good(await daysOf(ada, [id, other])).items.map(({ daysLeft }) => daysLeft)).toEqual([1, 1]);
    expect(await purge()).toBe(0);
    await operate(ada, article.team, [{ op: "restore", target: other }]);
    expect(good(await daysOf(ada, [id, other])).items).toMatchObject([{ id }]);
    await leftAlone(server.dataSource, layer);
    await deletedDaysAgo(server.dataSource, layer, 1);
    expect(good(await daysOf(ada, [id])).items).toMatchObject([{ id, daysLeft: 0 }]);
    expect(await purge()).toBe(1);
    expect(good(await daysOf(ada, [id])).items).toEqual([]);
  });

  it("are told to those who may read the layer, about ids, and not about too many", async () => {
    const id = await kept();
    const stranger = await Workspace.create(server.url, "Elsewhere", "Stranger");
    expect((await daysOf(stranger.owner, [id])).status).toBe(404);
    for (const wrong of [[], ["a b"], Array.from({ length: 101 }, () => id)]) {
      expect((await daysOf(ada, wrong)).status).toBe(422);
    }
  });
});

describe("the bin", () => {
  it("is emptied after 30 days: nothing of it is left in the database, the rest stays as it was", async () => {
    const other = await kept();
    const { id, said } = await deleted("UNWANTED");
    expect(await placesOf(server.dataSource, "UNWANTED")).toEqual([
      "annotation.note",
      "comment.text",
      "document_update.bytes",
      "entry_revision.value",
    ]);
    await deletedLongAgo();
    await leftAlone(server.dataSource, layer);
    expect(await purge()).toBe(1);

    expect(await placesOf(server.dataSource, "UNWANTED")).toEqual([]);
    expect(await placesOf(server.dataSource, id)).toEqual(["erased_entry.id"]);
    expect(await placesOf(server.dataSource, said)).toEqual(["erased_entry.id"]);
    expect(await epoch()).toBe(2);
    await expectDerivedRows(server.dataSource, layer);
    await expectNoGap(server.dataSource, layer);
    const client = await RawClient.join(ada.client, layer);
    expect([...layerMap(client.doc, "annotations").keys()]).toEqual([other]);
    setNote(client.doc, { actor: ada.actor, now: Date.now() }, other, "goes on");
    await client.acknowledged();
    client.close();
    expect(await purge()).toBe(0);
  });

  it("keeps what was deleted 29 days ago, whatever the client's clock said, and what was restored since", async () => {
    const { id } = await deleted("RECENT");
    const client = await RawClient.join(ada.client, layer);
    // Somebody's clock is a year slow.
    layerMap(client.doc, "deletions").set(id, { by: ada.actor, at: Date.now() - 365 * 24 * 3_600_000 });
    await client.acknowledged();
    client.close();
    await deletedDaysAgo(server.dataSource, layer, 29);
    await leftAlone(server.dataSource, layer);
    expect(await purge()).toBe(0);
    await operate(ada, article.team, [{ op: "restore", target: id }]);
    await deletedDaysAgo(server.dataSource, layer, 10);
    await leftAlone(server.dataSource, layer);
    expect(await purge()).toBe(0);
    expect(await placesOf(server.dataSource, "RECENT")).toContain("document_update.bytes");
  });

  it("leaves the place of a comment that was answered, and nothing to write it with again", async () => {
    const annotation = await kept();
    const [asked, answer] = [newId(), newId()];
    await operate(ada, article.team, [
      { op: "comment", id: asked, annotation, text: "UNWANTED QUESTION" },
      { op: "comment", id: answer, annotation, parent: asked, text: "kept answer" },
      { op: "delete", target: asked },
    ]);
    await deletedLongAgo();
    await leftAlone(server.dataSource, layer);
    expect(await purge()).toBe(1);
    expect(await placesOf(server.dataSource, "UNWANTED QUESTION")).toEqual([]);
    await expectDerivedRows(server.dataSource, layer);
    const client = await RawClient.join(ada.client, layer);
    expect(layerMap(client.doc, "comments").has(asked)).toBe(true);
    expect(layerMap(client.doc, "commentTexts").get(answer)?.text).toBe("kept answer");
    expect(await purge()).toBe(0);
    layerMap(client.doc, "deletions").delete(asked);
    expect(await client.closed).toBe(CLOSE.refused);
    expect(client.refusals[0]?.code).toBe("erased");
  });

  it("waits while somebody is there, for three days at most; then they load the layer again", async () => {
    const { id } = await deleted("WATCHED");
    await leftAlone(server.dataSource, layer);
    await deletedLongAgo();
    const client = await RawClient.join(ada.client, layer);
    expect(await purge()).toBe(0);
    await deletedDaysAgo(server.dataSource, layer, 3);
    expect(await purge()).toBe(1);
    expect(await client.closed).toBe(CLOSE.mismatch);
    const again = await RawClient.join(ada.client, layer);
    expect(layerMap(again.doc, "annotations").has(id)).toBe(false);
    again.close();
  });

  it("is not filled again by a copy from before, nor by operations of the same id", async () => {
    const { id, said } = await deleted("UNWANTED");
    const before = await RawClient.join(ada.client, layer);
    before.close();
    await before.closed;
    await leftAlone(server.dataSource, layer);
    await deletedLongAgo();
    expect(await purge()).toBe(1);

    const old = RawClient.of(ada.client, layer, { query: "hello=1&epoch=1" });
    expect(await old.closed).toBe(CLOSE.mismatch);
    // One that doesn't say where its copy is from, and writes all of it anew under its own name.
    const doc = new Y.Doc();
    const context = { actor: ada.actor, now: Date.now() };
    annotate(doc, context, { id, on: "article", note: "UNWANTED again" });
    comment(doc, context, { id: said, annotation: id, text: "UNWANTED again" });
    const stubborn = RawClient.of(ada.client, layer, { doc });
    expect(await stubborn.closed).toBe(CLOSE.refused);
    expect(stubborn.refusals[0]?.code).toBe("erased");
    const answer = await ada.client.post(`/api/layers/${article.team}/operations`, {
      operations: [{ op: "annotate", id, on: "article", note: "UNWANTED again" }],
    });
    expect(answer.status).toBe(422);
    expect(await placesOf(server.dataSource, "UNWANTED")).toEqual([]);
  });

  it("is emptied once, however many look at the same time", async () => {
    await deleted("UNWANTED");
    await deletedLongAgo();
    await leftAlone(server.dataSource, layer);
    const shared = process.env.POSTIL_TEST_DATABASE === "postgresql";
    const neighbour = shared ? await startTestServer({ beside: server }) : server;
    try {
      // The layer is open at one of them, which must let go of it.
      const client = await RawClient.join(ada.client, layer);
      await deletedDaysAgo(server.dataSource, layer, 8);
      const purged = await Promise.all([purge(), purge(neighbour)]);
      expect(purged.reduce((sum, one) => sum + one)).toBe(1);
      expect(await epoch()).toBe(2);
      expect(await client.closed).toBe(CLOSE.mismatch);
      expect(await placesOf(server.dataSource, "UNWANTED")).toEqual([]);
    } finally {
      if (neighbour !== server) await neighbour.close();
    }
  });

  it("loses no edit that crosses its emptying", async () => {
    const other = await kept();
    await deleted("UNWANTED");
    await deletedDaysAgo(server.dataSource, layer, 40);
    const notes: string[] = [];
    let running = true;
    const writing = (async () => {
      for (let n = 0; running || n < 20; n++) {
        const text = `note ${n}`;
        const path = `/api/layers/${article.team}/operations`;
        const { status } = await ada.client.post(path, { operations: [{ op: "note", annotation: other, text }] });
        if (status === 200) notes.push(text);
      }
    })();
    await until(() => notes.length > 3);
    expect(await purge()).toBe(1);
    running = false;
    await writing;
    server.app.get(RoomService).closeDocument(layer, CLOSE.tryAgain, "read anew");
    const client = await RawClient.join(ada.client, layer);
    expect(layerMap(client.doc, "notes").get(other)?.text).toBe(notes.at(-1));
    await expectDerivedRows(server.dataSource, layer);
    client.close();
  });

  it("is as it was when the database fails in the middle, and emptied by the next look", async () => {
    await deleted("UNWANTED");
    await deletedDaysAgo(server.dataSource, layer, 40);
    const places = await placesOf(server.dataSource, "UNWANTED");
    await server.dataSource.query(
      `create function fail_at() returns trigger language plpgsql as $$ begin raise exception 'no'; end $$`,
    );
    await server.dataSource.query(
      "create trigger fails before delete on comment for each row execute function fail_at()",
    );
    expect(await purge()).toBe(0);
    await server.dataSource.query("drop trigger fails on comment");
    expect(await placesOf(server.dataSource, "UNWANTED")).toEqual(places);
    expect(await epoch()).toBe(1);
    await expectDerivedRows(server.dataSource, layer);
    expect(await purge()).toBe(1);
    expect(await placesOf(server.dataSource, "UNWANTED")).toEqual([]);
  });

  it("tells still that something was moderated, and by whom, but nothing of it", async () => {
    const [id = ""] = await operate(ada, article.team, [
      { op: "annotate", passages: [{ exact: "passage" }], note: "UNWANTED" },
    ]);
    await operate(workspace.owner, article.team, [{ op: "delete", target: id }]);
    await deletedLongAgo();
    await leftAlone(server.dataSource, layer);
    expect(await purge()).toBe(1);
    expect(await placesOf(server.dataSource, "UNWANTED")).toEqual([]);
    const audit = await workspace.owner.client.get<{ items: { what: string; person: { actor: string } }[] }>(
      `/api/workspaces/${workspace.id}/audit?kind=moderation`,
    );
    expect(audit.body.items[0]).toMatchObject({
      what: "annotation-deleted",
      person: { actor: workspace.owner.actor },
      subject: null,
    });
  });
});
