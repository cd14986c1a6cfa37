import { changedEntries } from "@postil/shared/document/changes";
import { LayerReader } from "@postil/shared/document/readers";
import { articleMarks, articleText } from "@postil/shared/document/text-document";
import { equalityDeep } from "lib0/function";
import * as Y from "yjs";
import { SYSTEM_ACTOR } from "../../articles/article-documents.ts";
import { applyUpdate } from "../codec/fast-decoder.ts";
import { defineRoots } from "../compaction/roots.ts";
import { Gate } from "../gate/gate.ts";
import type { ApprovedEntry } from "../gate/verdict.ts";
import { applyLog } from "../log/apply-log.ts";
import { type LoadedDocument, type LogTail, QuarantinedError } from "../update-log.ts";
import { FinalNewline } from "./final-newline.ts";
import { encodeSync, SYNC_UPDATE } from "./frames.ts";
import { JoinFrames } from "./join-frames.ts";

/** What a transaction has changed. */
export interface Applied {
  /** As Yjs tells it: what goes out to everybody. Null when nothing changed. */
  update: Uint8Array | null;
  transaction: Y.Transaction;
}

/** A document in memory, as of one position in its log, with all that is kept beside it. */
export class DocumentState {
  readonly doc = new Y.Doc();
  readonly gate: Gate;
  readonly join: JoinFrames;
  readonly reader: LayerReader | null;
  readonly clients: Map<number, string>;
  epoch: number;
  headSeq: number;
  private readonly newline: FinalNewline | null;
  private captured: Uint8Array | null = null;
  private wroteText = false;

  /** Throws QuarantinedError when the log's rows don't make a document. */
  constructor(readonly loaded: LoadedDocument) {
    const { doc } = this;
    this.epoch = loaded.epoch;
    this.headSeq = loaded.headSeq;
    this.clients = loaded.clients;
    this.clients.set(doc.clientID, SYSTEM_ACTOR);
    defineRoots(doc, loaded.kind);
    applyLog(doc, loaded);
    this.join = new JoinFrames(doc, loaded.snapshot, loaded.updates);
    loaded.snapshot = null;
    loaded.updates = [];
    doc.on("update", (update: Uint8Array) => {
      this.captured = update;
    });
    this.gate = new Gate(
      doc,
      loaded.kind,
      (client) => this.clients.get(client),
      (id) => loaded.erased.has(id),
    );
    this.reader = loaded.kind === "layer" ? new LayerReader(doc) : null;
    this.newline = loaded.kind === "text" ? new FinalNewline(doc, articleText(doc)) : null;
  }

  get kind(): "text" | "layer" {
    return this.loaded.kind;
  }

  /** Runs `change` as one transaction whose origin says who. */
  apply(change: () => void, origin: unknown): Applied {
    this.captured = null;
    this.wroteText = false;
    const transaction = this.doc.transact((running) => {
      change();
      // Yjs takes what a client sent and the server wrote in one transaction for two writers under one clientID, and
      // would give the server another. (A text's search markers need to know that a change came from elsewhere.)
      if (this.kind === "layer" || this.wroteText) running.local = true;
      if (this.wroteText) this.newline?.forgetPositions();
      return running;
    }, origin);
    return { update: this.captured, transaction };
  }

  /**
   * Ends an article's text in "\n" again, inside a transaction, and returns the update that does so; null when it does
   * end so.
   */
  endText(): Uint8Array | null {
    if (!this.newline?.isMissing) return null;
    this.wroteText = true;
    return this.newline.add();
  }

  /**
   * Whether a transaction changed what was approved and nothing else, and left nothing parked. A difference is a bug
   * of the gate; the sentence says where.
   */
  difference(
    transaction: Y.Transaction,
    approved: ReadonlyMap<string, ApprovedEntry>,
    textApproved: boolean,
  ): string | null {
    const { store } = this.doc;
    if (store.pendingStructs || store.pendingDs) return "something is parked";
    if (this.kind === "layer") {
      let seen = 0;
      for (const { map, key, value } of changedEntries(this.doc, transaction)) {
        const problem = differs(map, key, value, approved);
        if (problem) return problem;
        seen++;
      }
      const all = [...transaction.changed.values()].reduce((sum, keys) => sum + keys.size, 0);
      return seen === all ? null : "something outside the document's maps changed";
    }
    for (const [type, keys] of transaction.changed as ReadonlyMap<unknown, ReadonlySet<string | null>>) {
      if (type === articleMarks(this.doc)) {
        for (const key of keys) {
          const problem = key === null ? "marks" : differs("marks", key, articleMarks(this.doc).get(key), approved);
          if (problem) return problem;
        }
      } else if (type !== articleText(this.doc) || !textApproved) return "the text changed";
    }
    return null;
  }

  /** The frame of what was committed, the same bytes for everybody. */
  committed(update: Uint8Array, seq: number): Uint8Array {
    this.headSeq = seq;
    const frame = encodeSync(SYNC_UPDATE, update);
    this.join.committed(update, frame);
    return frame;
  }

  /**
   * Takes in what another server has appended, on top of a state that is stored. Returns the frame of just that; null
   * when it changes nothing. Throws QuarantinedError when the rows don't fit.
   */
  follow(tail: LogTail): Uint8Array | null {
    const { name } = this.loaded;
    for (const { client, actor } of tail.clients) this.clients.set(client, actor);
    let update: Uint8Array | null;
    try {
      ({ update } = this.apply(() => {
        for (const row of tail.updates) applyUpdate(this.doc, row, "log");
      }, "log"));
    } catch (error) {
      throw new QuarantinedError(`${name}: a row of its log can't be applied`, { cause: error });
    }
    const { store } = this.doc;
    if (store.pendingStructs || store.pendingDs) {
      throw new QuarantinedError(`${name}: its log refers to rows that it doesn't hold`);
    }
    this.headSeq = tail.headSeq;
    return update && this.committed(update, tail.headSeq);
  }

  destroy(): void {
    this.join.destroy();
    this.reader?.destroy();
    this.doc.destroy();
  }
}

function differs(
  map: string,
  key: string,
  value: unknown,
  approved: ReadonlyMap<string, ApprovedEntry>,
): string | null {
  const entry = approved.get(`${map}/${key}`);
  if (!entry) return `${map}/${key} changed unapproved`;
  if (value === undefined) return entry.mayBeGone ? null : `${map}/${key} has gone`;
  return entry.values.some((may) => equalityDeep(may, value)) ? null : `${map}/${key} holds another value`;
}
