import "fake-indexeddb/auto";
import { addTag, annotate } from "@postil/shared/document/operations";
import { LayerReader } from "@postil/shared/document/readers";
import { CLOSE } from "@postil/shared/protocol/close-codes";
import { newId } from "@postil/shared/schema/ids";
import { describe, expect, it, vi } from "vitest";
import { type DocumentSession, openDocument } from "./document-session.ts";
import { closeLocalDatabase, localDatabase } from "./local-database.ts";
import { forgetLocalData } from "./pending-work.ts";
import { listRecovered } from "./recovered-work.ts";
import { eventually, SessionHarness } from "./testing/session-harness.ts";

describe("what a device keeps of a document", { timeout: 40_000 }, () => {
  const h = new SessionHarness();

  it("needs attention when the device can't keep a copy, and not any more once it can", async () => {
    const session = await h.saved();
    const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
    try {
      h.goOffline();
      annotate(session.doc, h.ctx(), { on: "article", note: "big" });
      await h.reaches(session, "attention");
      expect(session.detail).toMatch(/can't keep a copy/);
    } finally {
      IDBObjectStore.prototype.put = put;
    }
    annotate(session.doc, h.ctx(), { on: "article", note: "small" });
    await eventually(async () => expect(await h.pendingRows()).toHaveLength(2));
    await h.reaches(session, "offline");
  });

  it("survives that another tab took the local copy away: what is unacknowledged goes to the server", async () => {
    const session = await h.saved();
    h.server.acknowledges = false;
    const database = await localDatabase();
    const [copy] = await database.getAllFromIndex("copies", "user", h.userId);
    await database.delete("copies", copy?.id ?? "");
    annotate(session.doc, h.ctx(), { on: "article", note: "still here" });
    h.server.acknowledges = true;
    await eventually(async () => expect(await database.countFromIndex("copies", "user", h.userId)).toBe(1));
    await h.reaches(session, "saved");
    expect(h.notes(h.server.doc)).toEqual(["still here"]);
    expect(await listRecovered(h.userId)).toEqual([]);
  });

  it("works where the browser keeps nothing, and says so", async () => {
    await closeLocalDatabase();
    const spy = vi.spyOn(indexedDB, "open").mockImplementation(() => {
      throw new DOMException("denied", "SecurityError");
    });
    try {
      const session = h.enter();
      annotate(session.doc, h.ctx(), { on: "article", note: "unkept" });
      await eventually(() => expect(h.notes(h.server.doc)).toEqual(["unkept"]));
      expect(session.state).toBe("attention");
      expect(session.trouble).toBe("unkept");
      h.server.judge = (entries) => entries.slice(0, 1);
      annotate(session.doc, h.ctx(), { on: "article", note: "refused" });
      await eventually(async () => expect((await listRecovered(h.userId))[0]?.items.length).toBeGreaterThan(0));
      expect(await h.hasPendingWork(h.userId)).toBe(true);
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
      h.server.acknowledges = false;
      session = h.enter();
      annotate(session.doc, h.ctx(), { on: "article", note: "before" });
      await eventually(() => expect(h.notes(h.server.doc)).toEqual(["before"]));
      expect(session.trouble).toBe("unkept");
      expect(session.detail).toMatch(/only in this page/);
    } finally {
      spy.mockRestore();
    }
    const copies = async () => (await localDatabase()).getAllFromIndex("copies", "user", h.userId);
    await eventually(async () => expect(await copies()).toHaveLength(1));
    h.server.acknowledges = true;
    h.server.closeAll(CLOSE.tryAgain);
    await h.reaches(session, "saved");
    expect(h.notes(session.doc)).toEqual(["before"]);
    expect(await listRecovered(h.userId)).toEqual([]);
  });

  it("forgets what the server has, and keeps what it lacks, of somebody who signs out and keeps it", async () => {
    const session = await h.saved();
    const elsewhere = h.name;
    await h.leave(session);
    h.name = `layer/${newId()}`;
    const pending = await h.saved();
    h.goOffline();
    annotate(pending.doc, h.ctx(), { on: "article", note: "later" });
    await eventually(async () => expect(await h.pendingRows()).toHaveLength(1));
    await h.leave(pending);
    await forgetLocalData(h.userId, { keepUnsent: true });
    const copies = await (await localDatabase()).getAllFromIndex("copies", "user", h.userId);
    expect(copies.map((copy) => copy.document)).toEqual([h.name]);
    expect(copies.map((copy) => copy.document)).not.toContain(elsewhere);
    h.server.reachable = true;
    await h.saved();
    await eventually(() => expect(h.notes(h.server.doc)).toEqual(["later"]));
  });

  it("forgets everything of a person, and of that person only", async () => {
    const session = await h.saved();
    h.goOffline();
    annotate(session.doc, h.ctx(), { on: "article", note: "gone" });
    await eventually(async () => expect(await h.hasPendingWork(h.userId)).toBe(true));
    const other = newId();
    const neighbour = openDocument(
      { name: h.name, userId: other, presence: false },
      { url: "ws://fake", webSocket: h.server.webSocket },
    );
    annotate(neighbour.doc, h.ctx(), { on: "article", note: "stays" });
    await eventually(async () => expect(await h.hasPendingWork(other)).toBe(true));
    await h.leave(session);
    await forgetLocalData(h.userId);
    const database = await localDatabase();
    expect(await h.hasPendingWork(h.userId)).toBe(false);
    expect(await database.getAllFromIndex("copies", "user", h.userId)).toEqual([]);
    expect(await h.hasPendingWork(other)).toBe(true);
    await neighbour.destroy();
  });

  it("the local log stays short", async () => {
    const session = await h.saved();
    const id = annotate(session.doc, h.ctx(), { on: "article" });
    for (let step = 0; step < 320; step++) {
      addTag(session.doc, h.ctx(), id, `tag-number-${String(step).padStart(8, "0")}`);
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    await h.reaches(session, "saved");
    await h.leave(session);
    const database = await localDatabase();
    const [copy] = await database.getAllFromIndex("copies", "user", h.userId);
    expect(await database.countFromIndex("updates", "copy", copy?.id ?? "")).toBeLessThan(300);
    h.server.reachable = false;
    const again = h.enter();
    await h.reaches(again, "offline");
    expect(new LayerReader(again.doc).annotation(id)?.tags).toHaveLength(320);
  });
});
