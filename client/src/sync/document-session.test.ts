import "fake-indexeddb/auto";
import { annotate, comment, removeTag, setNote } from "@postil/shared/document/operations";
import { LayerReader } from "@postil/shared/document/readers";
import { CLOSE } from "@postil/shared/protocol/close-codes";
import { newId } from "@postil/shared/schema/ids";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { localDatabase } from "./local-database.ts";
import { pendingWork } from "./pending-work.ts";
import { listRecovered } from "./recovered-work.ts";
import { eventually, SessionHarness } from "./testing/session-harness.ts";

describe("a document session", { timeout: 40_000 }, () => {
  const h = new SessionHarness();

  it("asks for a hello, with its schema, and with the epoch once it knows it", async () => {
    const session = await h.saved();
    await h.leave(session);
    await h.saved();
    const [first, second] = h.server.urls.map((url) => new URL(url).searchParams);
    expect(first?.get("hello")).toBe("1");
    expect(first?.get("schema")).toBe("1");
    expect(first?.has("epoch")).toBe(false);
    expect(second?.get("epoch")).toBe("1");
  });

  it("says saved only when the server has acknowledged, not when the server has seen it", async () => {
    const session = await h.saved();
    h.server.acknowledges = false;
    annotate(session.doc, h.ctx(), { on: "article", note: "held" });
    expect(session.state).toBe("saving");
    await eventually(() => expect(h.notes(h.server.doc)).toEqual(["held"]));
    await eventually(async () => expect(await h.pendingRows()).toHaveLength(1));
    expect(session.state).toBe("saving");
    h.server.acknowledgeNow();
    await h.reaches(session, "saved");
    await eventually(async () => expect(await h.pendingRows()).toHaveLength(0));
  });

  it("an edit made offline outlives the page and reaches the server later", async () => {
    const session = await h.saved();
    h.goOffline();
    await h.reaches(session, "offline");
    annotate(session.doc, h.ctx(), { on: "article", note: "on the train" });
    await h.reaches(session, "offline");
    expect(await h.hasPendingWork(h.userId)).toBe(true);
    await h.leave(session);

    const again = h.enter();
    await h.reaches(again, "offline");
    expect(h.notes(again.doc)).toEqual(["on the train"]);
    expect(again.hello?.actor).toBe(h.actor);
    h.server.reachable = true;
    again.reconnect();
    await h.reaches(again, "saved");
    expect(h.notes(h.server.doc)).toEqual(["on the train"]);
    await eventually(async () => expect(await h.hasPendingWork(h.userId)).toBe(false));
  });

  it("an edit made before the local copy is open is neither lost nor left unsent", async () => {
    const session = h.enter();
    annotate(session.doc, h.ctx(), { on: "article", note: "at once" });
    await h.reaches(session, "saved");
    expect(h.notes(h.server.doc)).toEqual(["at once"]);
  });

  it("comes back by itself after the server went away", async () => {
    const session = await h.saved();
    h.server.closeAll(CLOSE.tryAgain);
    await eventually(() => expect(session.online).toBe(false));
    annotate(session.doc, h.ctx(), { on: "article", note: "in between" });
    await h.reaches(session, "saved");
    expect(h.notes(h.server.doc)).toEqual(["in between"]);
  });

  it("two tabs keep their own pending edits, and both arrive", async () => {
    const one = await h.saved();
    const two = await h.saved();
    h.goOffline();
    await h.reaches(one, "offline");
    await h.reaches(two, "offline");
    annotate(one.doc, h.ctx(), { on: "article", note: "first tab" });
    annotate(two.doc, h.ctx(), { on: "article", note: "second tab" });
    await eventually(async () => expect(await h.pendingRows()).toHaveLength(2));
    h.server.reachable = true;
    one.reconnect();
    await h.reaches(one, "saved");
    await eventually(async () => expect(await h.pendingRows()).toHaveLength(1));
    two.reconnect();
    await h.reaches(two, "saved");
    expect(h.notes(h.server.doc).sort()).toEqual(["first tab", "second tab"]);
    await eventually(async () => expect(await h.pendingRows()).toHaveLength(0));
  });

  it("takes refused work out, puts back what the server would have, and keeps the rest for the person", async () => {
    const session = await h.saved();
    h.goOffline();
    await h.reaches(session, "offline");
    const good = annotate(session.doc, h.ctx(), { on: "article", note: "welcome" });
    const bad = annotate(session.doc, h.ctx(), { on: "article", note: "unwelcome" });
    h.server.judge = (entries) => entries.filter(([map, key]) => map === "annotations" && key === bad);
    const { doc } = session;
    h.server.reachable = true;
    session.reconnect();
    await h.reaches(session, "attention");
    expect(session.doc).not.toBe(doc);
    await eventually(() => expect(h.notes(h.server.doc)).toEqual(["welcome"]));
    expect([...h.server.doc.getMap("annotations").keys()]).toEqual([good]);
    const rows = await eventually(async () => {
      const found = await listRecovered(h.userId);
      expect(found[0]?.state).toBe("kept");
      return found;
    });
    expect(rows[0]?.detail).toBe("not yours");
    expect(rows[0]?.items.map(({ map, value }) => [map, value])).toEqual([
      ["annotations", { author: h.actor, createdAt: expect.any(Number), on: "article" }],
      ["notes", { text: "unwelcome", editedAt: expect.any(Number) }],
    ]);
    await eventually(async () => expect(await h.pendingRows()).toHaveLength(0));
    expect((await pendingWork(h.userId)).map((work) => work.recovered)).toEqual([2]);
  });

  it("gives up what is refused again and again, instead of trying for ever", async () => {
    h.server.judge = (entries) => entries.filter(([map]) => map !== "annotations").slice(0, 1);
    const session = await h.saved();
    annotate(session.doc, h.ctx(), { on: "article", note: "no", tags: [newId(), newId()] });
    await h.reaches(session, "attention");
    await eventually(async () => {
      const rows = await listRecovered(h.userId);
      expect(rows.every((row) => row.state === "kept")).toBe(true);
      expect(rows.flatMap((row) => row.items.map((item) => item.map)).sort()).toEqual(["notes", "tags", "tags"]);
    });
    expect(h.server.doc.getMap("annotations").size).toBe(1);
  });

  it("a new epoch keeps what was pending", async () => {
    const session = await h.saved();
    const id = annotate(session.doc, h.ctx(), { on: "article", note: "old", tags: ["tag-of-the-old-days"] });
    await h.reaches(session, "saved");
    h.goOffline();
    await h.reaches(session, "offline");
    setNote(session.doc, { actor: h.actor, now: Date.now() + 5 }, id, "new");
    removeTag(session.doc, h.ctx(), id, "tag-of-the-old-days");
    comment(session.doc, h.ctx(), { annotation: id, text: "and more" });
    const plain = new Y.Doc();
    for (const map of [...h.server.doc.share.keys()]) {
      for (const [key, value] of h.server.doc.getMap(map).entries()) plain.getMap(map).set(key, value);
    }
    h.server.reachable = true;
    h.server.rebase(Y.encodeStateAsUpdate(plain));
    session.reconnect();
    await eventually(() => expect(h.notes(h.server.doc)).toEqual(["new"]));
    await h.reaches(session, "saved");
    const [annotation] = new LayerReader(h.server.doc).all();
    expect(annotation?.tags).toEqual([]);
    expect(annotation?.comments.map((reply) => reply.text)).toEqual(["and more"]);
    expect(await listRecovered(h.userId)).toEqual([]);
  });

  it("says that the page is outdated when the server speaks another schema", async () => {
    h.server.turnsAway = CLOSE.mismatch;
    const session = h.enter();
    await eventually(() => expect(session.closed?.reason).toBe("outdated"));
    expect(session.state).toBe("attention");
  });

  it("keeps pending work over a sign-out and sends it after the next sign-in", async () => {
    const session = await h.saved();
    h.server.acknowledges = false;
    h.server.turnsAway = CLOSE.signedOut;
    h.goOffline();
    annotate(session.doc, h.ctx(), { on: "article", note: "kept" });
    h.server.reachable = true;
    await eventually(() => expect(session.closed?.reason).toBe("signed-out"));
    expect(session.state).toBe("attention");
    expect(session.detail).toMatch(/signed out/);
    expect(await h.hasPendingWork(h.userId)).toBe(true);
    h.server.turnsAway = null;
    h.server.acknowledges = true;
    session.reconnect();
    await h.reaches(session, "saved");
    expect(h.notes(h.server.doc)).toEqual(["kept"]);
  });

  it("keeps what was pending in a document that is gone, and nothing else of it", async () => {
    const session = await h.saved();
    h.goOffline();
    annotate(session.doc, h.ctx(), { on: "article", note: "for nobody" });
    h.server.turnsAway = CLOSE.notFound;
    h.server.reachable = true;
    await eventually(() => expect(session.closed?.reason).toBe("not-found"));
    const [row] = await eventually(async () => {
      const rows = await listRecovered(h.userId, h.name);
      expect(rows).toHaveLength(1);
      return rows;
    });
    expect(row?.state).toBe("kept");
    expect(row?.items.map((item) => item.map)).toEqual(["annotations", "notes"]);
    expect(await (await localDatabase()).getAllFromIndex("copies", "user", h.userId)).toEqual([]);
    expect(await h.pendingRows()).toEqual([]);
  });

  it("a client id that somebody else used is changed before anything is sent under it", async () => {
    const session = await h.saved();
    h.goOffline();
    await h.reaches(session, "offline");
    annotate(session.doc, h.ctx(), { on: "article", note: "mine" });
    const thief = new Y.Doc();
    thief.clientID = session.doc.clientID;
    thief.getMap("annotations").set("x".repeat(20), { author: "y".repeat(20), createdAt: Date.now(), on: "article" });
    Y.applyUpdate(h.server.doc, Y.encodeStateAsUpdate(thief));
    h.server.reachable = true;
    session.reconnect();
    await eventually(() => expect(h.notes(h.server.doc)).toContain("mine"));
    expect(session.doc.clientID).not.toBe(thief.clientID);
    await h.reaches(session, "saved");
  });

  it("sends its own presence only, at most ten times a second, and none where there is none", async () => {
    const session = await h.saved();
    const before = h.server.awarenessFrames;
    for (let step = 0; step < 50; step++) session.setPresence({ at: `place${step}` });
    await new Promise((resolve) => setTimeout(resolve, 250));
    expect(h.server.awarenessFrames - before).toBeGreaterThan(0);
    expect(h.server.awarenessFrames - before).toBeLessThanOrEqual(3);
    expect(session.awareness.getLocalState()?.at).toBe("place49");

    const frames = h.server.awarenessFrames;
    const silent = h.enter(false);
    await h.reaches(silent, "saved");
    silent.setPresence({ at: "secret" });
    await h.leave(silent);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(h.server.awarenessFrames).toBe(frames);
  });
});
