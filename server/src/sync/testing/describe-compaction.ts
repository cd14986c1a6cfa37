import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { buildEpochOf } from "../compaction/build-snapshot.ts";
import { rootNames } from "../compaction/roots.ts";
import { QuarantinedError } from "../update-log.ts";
import {
  ACTOR,
  compactorOf,
  type LogUnderTest,
  LogWriter,
  loadDoc,
  nextAppend,
  OTHER,
  valuesOf,
} from "./log-under-test.ts";

const note = (n: number) => ({ text: `note ${n}`, editedAt: n });
const id = (n: number) => `annotation-number-${n}`;

/** What rewriting a log must keep to, whoever keeps it. */
export function describeCompaction(given: () => LogUnderTest): void {
  /** Three people's work, with entries overwritten and taken out: twelve rows. */
  async function work(): Promise<LogWriter[]> {
    const writers = [ACTOR, OTHER, OTHER].map((actor) => new LogWriter(given(), actor));
    for (const [index, writer] of writers.entries()) {
      await writer.set("annotations", id(index), { author: writer.actor, createdAt: index, on: "article" });
      for (const n of [1, 2]) await writer.set("notes", id(index), note(n));
      if (index === 1) await writer.remove("notes", id(index));
      else await writer.set("notes", id(index), note(3));
    }
    return writers;
  }
  const tail = async () => {
    const loaded = await given().log.load(given().document);
    return { snapshot: loaded?.snapshot !== null, rows: loaded?.updates.length, headSeq: loaded?.headSeq };
  };
  const compact = async () => {
    const compactor = compactorOf(given());
    compactor.loaded(given().document, 1, 1);
    await compactor.idle();
    await compactor.stop();
    expect(compactor.problems).toEqual([]);
  };
  const rebase = async (options = {}) => {
    const compactor = compactorOf(given(), options);
    compactor.closedIdle(given().document, 3);
    await compactor.idle();
    await compactor.stop();
    expect(compactor.problems).toEqual([]);
  };

  describe("compaction", () => {
    it("leaves the document as it was, to the last clock and deletion, with nothing after its snapshot", async () => {
      const writers = await work();
      const before = await loadDoc(given());
      await compact();
      expect(await tail()).toEqual({ snapshot: true, rows: 0, headSeq: 12 });
      const after = await loadDoc(given());
      expect(valuesOf(after)).toEqual(valuesOf(before));
      expect(Y.equalSnapshots(Y.snapshot(after), Y.snapshot(before))).toBe(true);

      await writers[0]?.set("notes", id(0), note(3));
      expect(await tail()).toEqual({ snapshot: true, rows: 1, headSeq: 13 });
      expect(valuesOf(await loadDoc(given())).notes).toMatchObject({ [id(0)]: note(3) });
    });

    it("while others append loses nothing of theirs", async () => {
      const { builder } = given();
      let builds = 0;
      const build: typeof builder.build = (kind, loaded) => {
        builds++;
        return builder.build(kind, loaded);
      };
      const compactor = compactorOf({ ...given(), builder: { build, stop: async () => {} } });
      const live = new Y.Doc();
      const writers = [ACTOR, OTHER, OTHER].map((actor) => new LogWriter(given(), actor));
      await Promise.all(
        writers.map(async (writer, index) => {
          for (let n = 0; n < 15 || builds < 3; n++) {
            await writer.set("notes", id(n % 4), note(index * 100 + n));
            if (n % 5 === 4) await writer.remove("notes", id((n + 1) % 4));
            compactor.committed(given().document, 1, 50);
            await new Promise(setImmediate);
          }
        }),
      );
      await compactor.idle();
      await compactor.stop();
      expect(compactor.problems).toEqual([]);
      expect(await tail()).toMatchObject({ snapshot: true, rows: 0 });
      for (const { doc } of writers) Y.applyUpdate(live, Y.encodeStateAsUpdate(doc));
      const stored = await loadDoc(given());
      expect(Y.equalSnapshots(Y.snapshot(stored), Y.snapshot(live))).toBe(true);
      expect(stored.getMap("notes").toJSON()).toEqual(live.getMap("notes").toJSON());
    });

    it("replaces neither a snapshot that says more nor one of another epoch", async () => {
      await work();
      const { log, store, builder, document } = given();
      const build = async () => {
        const loaded = await log.load(document);
        if (!loaded) throw new Error("no document");
        return builder.build("snapshot", loaded);
      };
      const early = await build();
      await compact();
      for (const at of [
        { epoch: 1, uptoSeq: 6 },
        { epoch: 1, uptoSeq: 12 },
        { epoch: 2, uptoSeq: 12 },
        { epoch: 1, uptoSeq: 13 },
      ]) {
        expect(await store.replaceSnapshot(document, at, early)).toBe(false);
      }
      expect(await store.replaceSnapshot("layer/there-is-no-such-one", { epoch: 1, uptoSeq: 1 }, early)).toBe(false);
      expect(await tail()).toEqual({ snapshot: true, rows: 0, headSeq: 12 });
    });

    it("does not touch a document that can't be read", async () => {
      await work();
      await given().loseRow(6);
      await compact();
      expect(await given().counts()).toMatchObject({ updates: 11 });
      await expect(given().log.load(given().document)).rejects.toThrow(QuarantinedError);
    });

    it("is what is done when a room closes for being idle after some rows", async () => {
      await work();
      const compactor = compactorOf(given(), { rows: 1_000, idleRows: 12 });
      compactor.loaded(given().document, 11, 100);
      compactor.closedIdle(given().document, 1);
      await compactor.idle();
      expect((await tail()).snapshot).toBe(false);
      compactor.committed(given().document, 1, 100);
      compactor.closedIdle(given().document, 1);
      await compactor.idle();
      expect((await tail()).snapshot).toBe(true);
      await compactor.stop();
    });
  });

  describe("rows that a snapshot covers", () => {
    it("go after a week, and only they", async () => {
      const [writer] = await work();
      const { store } = given();
      await given().age();
      expect(await store.deleteCovered(1_000)).toBe(0);
      await compact();
      expect(await store.deleteCovered(5)).toBe(5);
      await writer?.set("notes", id(9), note(9));
      await given().age();
      expect(await store.deleteCovered(1_000)).toBe(7);
      expect(await given().counts()).toMatchObject({ updates: 1, revisions: 13 });
      expect(valuesOf(await loadDoc(given())).notes).toMatchObject({ [id(9)]: note(9) });
    });

    it("stay while they are young, and when the snapshot is damaged", async () => {
      await work();
      await compact();
      expect(await given().store.deleteCovered(1_000)).toBe(0);
      await given().age();
      await given().damageSnapshot();
      expect(await given().store.deleteCovered(1_000)).toBe(0);
      expect(await given().counts()).toMatchObject({ updates: 12 });
    });
  });

  describe("a damaged snapshot", () => {
    it("is passed over, named and made anew while the rows are there", async () => {
      await work();
      await compact();
      const before = valuesOf(await loadDoc(given()));
      await given().damageSnapshot();
      expect(valuesOf(await loadDoc(given()))).toEqual(before);
      expect(given().reports.join()).toContain(`${given().document}: its snapshot is damaged`);
      expect(await tail()).toMatchObject({ snapshot: false, rows: 12 });
      await compact();
      expect(await tail()).toMatchObject({ snapshot: true, rows: 0 });
      expect(valuesOf(await loadDoc(given()))).toEqual(before);
    });

    it("quarantines its document when rows are gone", async () => {
      await work();
      await compact();
      await given().loseRow(1);
      await loadDoc(given());
      await given().damageSnapshot();
      await expect(given().log.load(given().document)).rejects.toThrow(QuarantinedError);
    });
  });

  describe("a new epoch", () => {
    it("keeps values, owners and history, and forgets clientIDs and what has been deleted", async () => {
      await work();
      const before = valuesOf(await loadDoc(given()));
      const counts = await given().counts();
      await rebase();
      const loaded = await given().log.load(given().document);
      expect(loaded).toMatchObject({ epoch: 2, headSeq: 12, updates: [] });
      expect([...(loaded?.clients.values() ?? [])]).toEqual(["system"]);
      const doc = await loadDoc(given());
      expect(valuesOf(doc)).toEqual(before);
      expect([...doc.store.clients.keys()]).toEqual([...(loaded?.clients.keys() ?? [])]);
      expect(Y.snapshot(doc).ds.clients.size).toBe(0);
      expect(await given().counts()).toEqual({ ...counts, updates: 0, clients: 1 });

      const writer = new LogWriter(given());
      await writer.set("notes", id(7), note(7));
      await compact();
      expect(await tail()).toEqual({ snapshot: true, rows: 0, headSeq: 13 });
      expect(valuesOf(await loadDoc(given())).notes).toMatchObject({ [id(7)]: note(7) });
    });

    it("lets nobody append who holds the old one", async () => {
      await work();
      const late = await nextAppend(given());
      await rebase();
      expect(await given().log.append(late)).toEqual({ kind: "conflict" });
      expect(await given().log.since(given().document, 1, 12)).toBeNull();
      expect(await given().log.head(given().document)).toMatchObject({ epoch: 2, headSeq: 12 });
    });

    it("does not begin over somebody who has just written, nor for few clientIDs", async () => {
      await work();
      await rebase({ quietMs: 60_000 });
      await rebase({ clientIds: 3 });
      const stale = buildEpochOf([], { name: given().document, roots: rootNames("layer") });
      const at = { epoch: 1, headSeq: 11, quietMs: 0 };
      expect(await given().store.beginEpoch(given().document, at, stale)).toBe(false);
      expect(await given().log.head(given().document)).toMatchObject({ epoch: 1, headSeq: 12 });
    });

    it("is given up when somebody opens the document, or has begun when they may go on", async () => {
      await work();
      const { document, builder } = given();
      for (const when of ["queued", "building"]) {
        const compactor = compactorOf(given());
        let build = () => {};
        const building = new Promise<void>((resolve) => {
          build = resolve;
        });
        const held = { ...given(), builder: { stop: async () => {}, build: heldBack(builder, build) } };
        const using = when === "queued" ? compactor : compactorOf(held);
        using.closedIdle(document, 3);
        if (when === "building") await building;
        await using.opening(document);
        expect(await given().log.head(document)).toMatchObject({ epoch: 1 });
        await using.idle();
        expect(await given().log.head(document)).toMatchObject({ epoch: 1 });
        await Promise.all([using.stop(), compactor.stop()]);
      }
    });
  });
}

/** The same builder, that says when it has begun. */
function heldBack(builder: LogUnderTest["builder"], begun: () => void): LogUnderTest["builder"]["build"] {
  return (kind, loaded) => {
    begun();
    return builder.build(kind, loaded);
  };
}
