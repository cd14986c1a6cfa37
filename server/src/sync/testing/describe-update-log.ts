import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Append, QuarantinedError } from "../update-log.ts";
import { describeCompaction } from "./describe-compaction.ts";
import { ACTOR, type LogUnderTest, LogWriter, loadDoc, nextAppend, OTHER, valuesOf } from "./log-under-test.ts";

const bytes = (n: number) => new Uint8Array([0, 0, n]);

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

/** What every log must keep to. `makeLog` is called for each claim. */
export function describeUpdateLog(name: string, makeLog: () => Promise<LogUnderTest>): void {
  describe(name, () => {
    let under: LogUnderTest;
    beforeEach(async () => {
      under = await makeLog();
    });
    afterEach(() => under.builder.stop());
    const append = (over?: Partial<Append>) => nextAppend(under, over);
    const store = async (over?: Partial<Append>) => under.log.append(await append(over));

    describe("an append", () => {
      it("writes rows, bindings, history and derived rows together", async () => {
        const rows = [ACTOR, OTHER].map((actor) => ({ actor, bytes: bytes(1) }));
        const clients = [{ client: 2 ** 32 - 1, actor: ACTOR }];
        const value = { text: "a\u0000\ud800b" };
        const revisions = [{ map: "notes", key: "annotation-number-1", actor: ACTOR, value }];
        expect(await store({ rows, clients, revisions, derived })).toEqual({ kind: "committed", seq: 2 });
        expect(await under.counts()).toEqual({ updates: 2, clients: 1, revisions: 1, annotations: 1 });
        const loaded = await under.log.load(under.document);
        expect(loaded).toMatchObject({ name: under.document, kind: "layer", layerKind: "team", headSeq: 2, epoch: 1 });
        expect(loaded).toMatchObject({ snapshot: null, updates: [bytes(1), bytes(1)], rowBytes: 6 });
        expect(loaded?.clients.get(2 ** 32 - 1)).toBe(ACTOR);
      });

      it("that lost writes nothing at all: head, epoch or rights have moved on", async () => {
        const revisions = [{ map: "notes", key: "annotation-number-1", actor: ACTOR, value: 1 }];
        const all = await append({ clients: [{ client: 7, actor: ACTOR }], revisions, derived });
        for (const moved of [{ headSeq: 5 }, { epoch: 2 }, { aclVersion: all.aclVersion + 1 }]) {
          expect(await under.log.append({ ...all, ...moved })).toEqual({ kind: "conflict" });
        }
        await under.changeRights();
        expect(await under.log.append(all)).toEqual({ kind: "conflict" });
        expect(await under.counts()).toEqual({ updates: 0, clients: 0, revisions: 0, annotations: 0 });
      });

      it("loses when a clientID was bound to somebody else meanwhile, and wins when to the same person", async () => {
        await under.log.reserve(under.document, [{ client: 7, actor: ACTOR }]);
        expect(await store({ clients: [{ client: 7, actor: OTHER }] })).toEqual({ kind: "conflict" });
        expect(await under.counts()).toMatchObject({ updates: 0, clients: 1 });
        expect(await store({ clients: [{ client: 7, actor: ACTOR }] })).toEqual({ kind: "committed", seq: 1 });
      });

      it("to a document that is gone is a conflict", async () => {
        const late = await append();
        await under.deleteDocument();
        expect(await under.log.append(late)).toEqual({ kind: "conflict" });
        expect(await under.log.load(under.document)).toBeNull();
        expect(await under.log.head(under.document)).toBeNull();
      });

      it("together with another document's writes both or, when either lost, neither", async () => {
        const revisions = [{ map: "notes", key: "annotation-number-1", actor: ACTOR, value: 1 }];
        const one = await append({ clients: [{ client: 7, actor: ACTOR }], revisions, derived });
        const lost = { ...one, document: "layer/there-is-no-such-one", layerId: "there-is-no-such-one" };
        expect(await under.log.appendAll([one, lost])).toEqual({ kind: "conflict" });
        expect(await under.log.appendAll([{ ...one, headSeq: 3 }])).toEqual({ kind: "conflict" });
        expect(await under.counts()).toEqual({ updates: 0, clients: 0, revisions: 0, annotations: 0 });
        expect(await under.log.appendAll([one])).toEqual({ kind: "committed", seqs: [1] });
        expect(await under.counts()).toEqual({ updates: 1, clients: 1, revisions: 1, annotations: 1 });
      });

      it("of many writers at once loses none and doubles none", async () => {
        const writers = ["one", "two", "three", "four"].map((of) => new LogWriter(under, `actor-of-writer-${of}`));
        await Promise.all(
          writers.map(async (writer) => {
            for (let n = 0; n < 10; n++) await writer.set("notes", `${writer.actor}-${n}`, { text: "x", editedAt: n });
          }),
        );
        const doc = await loadDoc(under);
        expect(doc.getMap("notes").size).toBe(40);
        expect(await under.counts()).toMatchObject({ updates: 40, clients: 4, revisions: 40 });
        expect(await under.log.head(under.document)).toMatchObject({ headSeq: 40 });
      });
    });

    describe("reserving clientIDs", () => {
      it("keeps the first owner and answers who it is", async () => {
        await under.log.reserve(under.document, [{ client: 1, actor: ACTOR }]);
        const asked = [1, 2].map((client) => ({ client, actor: OTHER }));
        expect([...(await under.log.reserve(under.document, asked))].sort()).toEqual([
          [1, ACTOR],
          [2, OTHER],
        ]);
      });
    });

    describe("the tail after a position", () => {
      it("is what was appended since, with everybody's clientIDs", async () => {
        await store({ clients: [{ client: 7, actor: ACTOR }] });
        await store({ rows: [2, 3].map((n) => ({ actor: ACTOR, bytes: bytes(n) })) });
        const { aclVersion } = await append();
        const clients = [{ client: 7, actor: ACTOR }];
        const updates = [bytes(2), bytes(3)];
        expect(await under.log.since(under.document, 1, 1)).toEqual({ headSeq: 3, aclVersion, updates, clients });
        expect(await under.log.since(under.document, 1, 3)).toMatchObject({ headSeq: 3, updates: [] });
      });

      it("is not there when rows are gone, in another epoch, or without the document", async () => {
        for (let n = 0; n < 3; n++) await store();
        await under.loseRow(2);
        expect(await under.log.since(under.document, 1, 1)).toBeNull();
        expect(await under.log.since(under.document, 1, 2)).toMatchObject({ headSeq: 3 });
        expect(await under.log.since(under.document, 2, 2)).toBeNull();
        expect(await under.log.since("layer/there-is-no-such-one", 1, 0)).toBeNull();
      });

      it("is looked for by the heads of many documents at once", async () => {
        await store();
        const heads = await under.log.heads([under.document, "layer/there-is-no-such-one"]);
        expect([...heads]).toEqual([[under.document, await under.log.head(under.document)]]);
      });
    });

    describe("a log that misses a row", () => {
      it("is not opened as if it were whole", async () => {
        const writer = new LogWriter(under);
        for (let n = 0; n < 3; n++) await writer.set("notes", `annotation-number-${n}`, { text: "x", editedAt: n });
        expect(Object.keys(valuesOf(await loadDoc(under)).notes as object)).toHaveLength(3);
        await under.loseRow(3);
        await expect(under.log.load(under.document)).rejects.toThrow(QuarantinedError);
      });
    });

    describeCompaction(() => under);
  });
}
