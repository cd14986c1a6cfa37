import "fake-indexeddb/auto";
import { addTag, annotate, comment, removeTag, setNote } from "@postil/shared/document/operations";
import { LayerReader } from "@postil/shared/document/readers";
import { CLOSE } from "@postil/shared/protocol/close-codes";
import { newId } from "@postil/shared/schema/ids";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import * as Y from "yjs";
import { type DocumentSession, openDocument } from "./document-session.ts";
import { closeLocalDatabase, localDatabase } from "./local-database.ts";
import { forgetLocalData, pendingWork } from "./pending-work.ts";
import { listRecovered } from "./recovered-work.ts";
import { FakeServer } from "./testing/fake-server.ts";

const actor = newId();
const ctx = () => ({ actor, now: Date.now() });

/** Machines that build and test at once are slow. */
const eventually = <T>(check: () => T | Promise<T>) => vi.waitFor(check, { timeout: 15_000, interval: 5 });

describe("a document session", { timeout: 40_000 }, () => {
  let server: FakeServer;
  let userId: string;
  let name: string;
  let open: DocumentSession[];

  beforeEach(() => {
    server = new FakeServer(actor);
    userId = newId();
    name = `layer/${newId()}`;
    open = [];
  });
  afterEach(async () => {
    await Promise.all(open.map((session) => session.destroy()));
  });

  function enter(presence = true): DocumentSession {
    const session = openDocument({ name, userId, presence }, { url: "ws://fake/sync", webSocket: server.webSocket });
    open.push(session);
    return session;
  }

  async function reaches(session: DocumentSession, state: DocumentSession["state"]): Promise<void> {
    await eventually(() => expect(session.state).toBe(state));
  }

  async function saved(): Promise<DocumentSession> {
    const session = enter();
    await reaches(session, "saved");
    return session;
  }

  async function leave(session: DocumentSession): Promise<void> {
    open = open.filter((other) => other !== session);
    await session.destroy();
  }

  const notes = (doc: Y.Doc) => new LayerReader(doc).all().map((annotation) => annotation.note);
  const pendingRows = async () => (await localDatabase()).getAllFromIndex("pending", "user", userId);
  const hasPendingWork = async (user: string) => (await pendingWork(user)).length > 0;
  const goOffline = () => {
    server.reachable = false;
    server.closeAll(1006);
  };

  it("asks for a hello, with its schema, and with the epoch once it knows it", async () => {
    const session = await saved();
    await leave(session);
    await saved();
    const [first, second] = server.urls.map((url) => new URL(url).searchParams);
    expect(first?.get("hello")).toBe("1");
    expect(first?.get("schema")).toBe("1");
    expect(first?.has("epoch")).toBe(false);
    expect(second?.get("epoch")).toBe("1");
  });

  it("says saved only when the server has acknowledged, not when the server has seen it", async () => {
    const session = await saved();
    server.acknowledges = false;
    annotate(session.doc, ctx(), { on: "article", note: "held" });
    expect(session.state).toBe("saving");
    await eventually(() => expect(notes(server.doc)).toEqual(["held"]));
    await eventually(async () => expect(await pendingRows()).toHaveLength(1));
    expect(session.state).toBe("saving");
    server.acknowledgeNow();
    await reaches(session, "saved");
    await eventually(async () => expect(await pendingRows()).toHaveLength(0));
  });

  it("an edit made offline outlives the page and reaches the server later", async () => {
    const session = await saved();
    goOffline();
    await reaches(session, "offline");
    annotate(session.doc, ctx(), { on: "article", note: "on the train" });
    await reaches(session, "offline");
    expect(await hasPendingWork(userId)).toBe(true);
    await leave(session);

    const again = enter();
    await reaches(again, "offline");
    expect(notes(again.doc)).toEqual(["on the train"]);
    expect(again.hello?.actor).toBe(actor);
    server.reachable = true;
    again.reconnect();
    await reaches(again, "saved");
    expect(notes(server.doc)).toEqual(["on the train"]);
    await eventually(async () => expect(await hasPendingWork(userId)).toBe(false));
  });

  it("an edit made before the local copy is open is neither lost nor left unsent", async () => {
    const session = enter();
    annotate(session.doc, ctx(), { on: "article", note: "at once" });
    await reaches(session, "saved");
    expect(notes(server.doc)).toEqual(["at once"]);
  });

  it("comes back by itself after the server went away", async () => {
    const session = await saved();
    server.closeAll(CLOSE.tryAgain);
    await eventually(() => expect(session.online).toBe(false));
    annotate(session.doc, ctx(), { on: "article", note: "in between" });
    await reaches(session, "saved");
    expect(notes(server.doc)).toEqual(["in between"]);
  });

  it("two tabs keep their own pending edits, and both arrive", async () => {
    const one = await saved();
    const two = await saved();
    goOffline();
    await reaches(one, "offline");
    await reaches(two, "offline");
    annotate(one.doc, ctx(), { on: "article", note: "first tab" });
    annotate(two.doc, ctx(), { on: "article", note: "second tab" });
    await eventually(async () => expect(await pendingRows()).toHaveLength(2));
    server.reachable = true;
    one.reconnect();
    await reaches(one, "saved");
    await eventually(async () => expect(await pendingRows()).toHaveLength(1));
    two.reconnect();
    await reaches(two, "saved");
    expect(notes(server.doc).sort()).toEqual(["first tab", "second tab"]);
    await eventually(async () => expect(await pendingRows()).toHaveLength(0));
  });

  it("takes refused work out, puts back what the server would have, and keeps the rest for the person", async () => {
    const session = await saved();
    goOffline();
    await reaches(session, "offline");
    const good = annotate(session.doc, ctx(), { on: "article", note: "welcome" });
    const bad = annotate(session.doc, ctx(), { on: "article", note: "unwelcome" });
    server.judge = (entries) => entries.filter(([map, key]) => map === "annotations" && key === bad);
    const { doc } = session;
    server.reachable = true;
    session.reconnect();
    await reaches(session, "attention");
    expect(session.doc).not.toBe(doc);
    await eventually(() => expect(notes(server.doc)).toEqual(["welcome"]));
    expect([...server.doc.getMap("annotations").keys()]).toEqual([good]);
    const rows = await eventually(async () => {
      const found = await listRecovered(userId);
      expect(found[0]?.state).toBe("kept");
      return found;
    });
    expect(rows[0]?.detail).toBe("not yours");
    expect(rows[0]?.items.map(({ map, value }) => [map, value])).toEqual([
      ["annotations", { author: actor, createdAt: expect.any(Number), on: "article" }],
      ["notes", { text: "unwelcome", editedAt: expect.any(Number) }],
    ]);
    await eventually(async () => expect(await pendingRows()).toHaveLength(0));
    expect((await pendingWork(userId)).map((work) => work.recovered)).toEqual([2]);
  });

  it("gives up what is refused again and again, instead of trying for ever", async () => {
    server.judge = (entries) => entries.filter(([map]) => map !== "annotations").slice(0, 1);
    const session = await saved();
    annotate(session.doc, ctx(), { on: "article", note: "no", tags: [newId(), newId()] });
    await reaches(session, "attention");
    await eventually(async () => {
      const rows = await listRecovered(userId);
      expect(rows.every((row) => row.state === "kept")).toBe(true);
      expect(rows.flatMap((row) => row.items.map((item) => item.map)).sort()).toEqual(["notes", "tags", "tags"]);
    });
    expect(server.doc.getMap("annotations").size).toBe(1);
  });

  it("a new epoch keeps what was pending", async () => {
    const session = await saved();
    const id = annotate(session.doc, ctx(), { on: "article", note: "old", tags: ["tag-of-the-old-days"] });
    await reaches(session, "saved");
    goOffline();
    await reaches(session, "offline");
    setNote(session.doc, { actor, now: Date.now() + 5 }, id, "new");
    removeTag(session.doc, ctx(), id, "tag-of-the-old-days");
    comment(session.doc, ctx(), { annotation: id, text: "and more" });
    const plain = new Y.Doc();
    for (const map of [...server.doc.share.keys()]) {
      for (const [key, value] of server.doc.getMap(map).entries()) plain.getMap(map).set(key, value);
    }
    server.reachable = true;
    server.rebase(Y.encodeStateAsUpdate(plain));
    session.reconnect();
    await eventually(() => expect(notes(server.doc)).toEqual(["new"]));
    await reaches(session, "saved");
    const [annotation] = new LayerReader(server.doc).all();
    expect(annotation?.tags).toEqual([]);
    expect(annotation?.comments.map((reply) => reply.text)).toEqual(["and more"]);
    expect(await listRecovered(userId)).toEqual([]);
  });

  it("says that the page is outdated when the server speaks another schema", async () => {
    server.turnsAway = CLOSE.mismatch;
    const session = enter();
    await eventually(() => expect(session.closed?.reason).toBe("outdated"));
    expect(session.state).toBe("attention");
  });

  it("keeps pending work over a sign-out and sends it after the next sign-in", async () => {
    const session = await saved();
    server.acknowledges = false;
    server.turnsAway = CLOSE.signedOut;
    goOffline();
    annotate(session.doc, ctx(), { on: "article", note: "kept" });
    server.reachable = true;
    await eventually(() => expect(session.closed?.reason).toBe("signed-out"));
    expect(session.state).toBe("attention");
    expect(session.detail).toMatch(/signed out/);
    expect(await hasPendingWork(userId)).toBe(true);
    server.turnsAway = null;
    server.acknowledges = true;
    session.reconnect();
    await reaches(session, "saved");
    expect(notes(server.doc)).toEqual(["kept"]);
  });

  it("keeps what was pending in a document that is gone, and nothing else of it", async () => {
    const session = await saved();
    goOffline();
    annotate(session.doc, ctx(), { on: "article", note: "for nobody" });
    server.turnsAway = CLOSE.notFound;
    server.reachable = true;
    await eventually(() => expect(session.closed?.reason).toBe("not-found"));
    const [row] = await eventually(async () => {
      const rows = await listRecovered(userId, name);
      expect(rows).toHaveLength(1);
      return rows;
    });
    expect(row?.state).toBe("kept");
    expect(row?.items.map((item) => item.map)).toEqual(["annotations", "notes"]);
    expect(await (await localDatabase()).getAllFromIndex("copies", "user", userId)).toEqual([]);
    expect(await pendingRows()).toEqual([]);
  });

  it("a client id that somebody else used is changed before anything is sent under it", async () => {
    const session = await saved();
    goOffline();
    await reaches(session, "offline");
    annotate(session.doc, ctx(), { on: "article", note: "mine" });
    const thief = new Y.Doc();
    thief.clientID = session.doc.clientID;
    thief.getMap("annotations").set("x".repeat(20), { author: "y".repeat(20), createdAt: Date.now(), on: "article" });
    Y.applyUpdate(server.doc, Y.encodeStateAsUpdate(thief));
    server.reachable = true;
    session.reconnect();
    await eventually(() => expect(notes(server.doc)).toContain("mine"));
    expect(session.doc.clientID).not.toBe(thief.clientID);
    await reaches(session, "saved");
  });

  it("sends its own presence only, at most ten times a second, and none where there is none", async () => {
    const session = await saved();
    const before = server.awarenessFrames;
    for (let step = 0; step < 50; step++) session.setPresence({ at: `place${step}` });
    await new Promise((resolve) => setTimeout(resolve, 250));
    expect(server.awarenessFrames - before).toBeGreaterThan(0);
    expect(server.awarenessFrames - before).toBeLessThanOrEqual(3);
    expect(session.awareness.getLocalState()?.at).toBe("place49");

    const frames = server.awarenessFrames;
    const silent = enter(false);
    await reaches(silent, "saved");
    silent.setPresence({ at: "secret" });
    await leave(silent);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(server.awarenessFrames).toBe(frames);
  });

  it("needs attention when the device can't keep a copy, and not any more once it can", async () => {
    const session = await saved();
    const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
    try {
      goOffline();
      annotate(session.doc, ctx(), { on: "article", note: "big" });
      await reaches(session, "attention");
      expect(session.detail).toMatch(/can't keep a copy/);
    } finally {
      IDBObjectStore.prototype.put = put;
    }
    annotate(session.doc, ctx(), { on: "article", note: "small" });
    await eventually(async () => expect(await pendingRows()).toHaveLength(2));
    await reaches(session, "offline");
  });

  it("survives that another tab took the local copy away: what is unacknowledged goes to the server", async () => {
    const session = await saved();
    server.acknowledges = false;
    const database = await localDatabase();
    const [copy] = await database.getAllFromIndex("copies", "user", userId);
    await database.delete("copies", copy?.id ?? "");
    annotate(session.doc, ctx(), { on: "article", note: "still here" });
    server.acknowledges = true;
    await eventually(async () => expect(await database.countFromIndex("copies", "user", userId)).toBe(1));
    await reaches(session, "saved");
    expect(notes(server.doc)).toEqual(["still here"]);
    expect(await listRecovered(userId)).toEqual([]);
  });

  it("works where the browser keeps nothing, and says so", async () => {
    await closeLocalDatabase();
    const spy = vi.spyOn(indexedDB, "open").mockImplementation(() => {
      throw new DOMException("denied", "SecurityError");
    });
    try {
      const session = enter();
      annotate(session.doc, ctx(), { on: "article", note: "unkept" });
      await eventually(() => expect(notes(server.doc)).toEqual(["unkept"]));
      expect(session.state).toBe("attention");
      expect(session.trouble).toBe("unkept");
      server.judge = (entries) => entries.slice(0, 1);
      annotate(session.doc, ctx(), { on: "article", note: "refused" });
      await eventually(async () => expect((await listRecovered(userId))[0]?.items.length).toBeGreaterThan(0));
      expect(await hasPendingWork(userId)).toBe(true);
    } finally {
      spy.mockRestore();
    }
  });

  it("begins a copy once the browser keeps one again, with what was made before", async () => {
    await closeLocalDatabase();
    const spy = vi.spyOn(indexedDB, "open").mockImplementation(() => {
      throw new DOMException("denied", "SecurityError");
    });
    let session: DocumentSession;
    try {
      server.acknowledges = false;
      session = enter();
      annotate(session.doc, ctx(), { on: "article", note: "before" });
      await eventually(() => expect(notes(server.doc)).toEqual(["before"]));
      expect(session.trouble).toBe("unkept");
      expect(session.detail).toMatch(/only in this page/);
    } finally {
      spy.mockRestore();
    }
    const copies = async () => (await localDatabase()).getAllFromIndex("copies", "user", userId);
    await eventually(async () => expect(await copies()).toHaveLength(1));
    server.acknowledges = true;
    server.closeAll(CLOSE.tryAgain);
    await reaches(session, "saved");
    expect(notes(session.doc)).toEqual(["before"]);
    expect(await listRecovered(userId)).toEqual([]);
  });

  it("forgets what the server has, and keeps what it lacks, of somebody who signs out and keeps it", async () => {
    const session = await saved();
    const elsewhere = name;
    await leave(session);
    name = `layer/${newId()}`;
    const pending = await saved();
    goOffline();
    annotate(pending.doc, ctx(), { on: "article", note: "later" });
    await eventually(async () => expect(await pendingRows()).toHaveLength(1));
    await leave(pending);
    await forgetLocalData(userId, { keepUnsent: true });
    const copies = await (await localDatabase()).getAllFromIndex("copies", "user", userId);
    expect(copies.map((copy) => copy.document)).toEqual([name]);
    expect(copies.map((copy) => copy.document)).not.toContain(elsewhere);
    server.reachable = true;
    await saved();
    await eventually(() => expect(notes(server.doc)).toEqual(["later"]));
  });

  it("forgets everything of a person, and of that person only", async () => {
    const session = await saved();
    goOffline();
    annotate(session.doc, ctx(), { on: "article", note: "gone" });
    await eventually(async () => expect(await hasPendingWork(userId)).toBe(true));
    const other = newId();
    const neighbour = openDocument(
      { name, userId: other, presence: false },
      { url: "ws://fake", webSocket: server.webSocket },
    );
    annotate(neighbour.doc, ctx(), { on: "article", note: "stays" });
    await eventually(async () => expect(await hasPendingWork(other)).toBe(true));
    await leave(session);
    await forgetLocalData(userId);
    const database = await localDatabase();
    expect(await hasPendingWork(userId)).toBe(false);
    expect(await database.getAllFromIndex("copies", "user", userId)).toEqual([]);
    expect(await hasPendingWork(other)).toBe(true);
    await neighbour.destroy();
  });

  it("the local log stays short", async () => {
    const session = await saved();
    const id = annotate(session.doc, ctx(), { on: "article" });
    for (let step = 0; step < 320; step++) {
      addTag(session.doc, ctx(), id, `tag-number-${String(step).padStart(8, "0")}`);
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    await reaches(session, "saved");
    await leave(session);
    const database = await localDatabase();
    const [copy] = await database.getAllFromIndex("copies", "user", userId);
    expect(await database.countFromIndex("updates", "copy", copy?.id ?? "")).toBeLessThan(300);
    server.reachable = false;
    const again = enter();
    await reaches(again, "offline");
    expect(new LayerReader(again.doc).annotation(id)?.tags).toHaveLength(320);
  });
});
