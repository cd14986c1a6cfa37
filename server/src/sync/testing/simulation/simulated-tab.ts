import { changedEntries } from "@postil/shared/document/changes";
import { layerMap } from "@postil/shared/document/layer-document";
import { articleText } from "@postil/shared/document/text-document";
import { type EntryChange, judgeEntry } from "@postil/shared/policy/entry-rules";
import * as protocol from "@postil/shared/protocol/frames";
import * as decoding from "lib0/decoding";
import * as Y from "yjs";
import type { GateWriter } from "../../gate/verdict.ts";
import { encodeSync, SYNC_STEP_1, SYNC_STEP_2, SYNC_UPDATE } from "../../room/frames.ts";
import { editLayer, editText, indexOf } from "./random-edit.ts";
import type { SimulatedSocket } from "./simulated-server.ts";
import type { Person, World } from "./world.ts";

/** One edit that is not acknowledged yet. */
interface Pending {
  bytes: Uint8Array;
  /** The MARK that answers for it on this connection; Infinity before it is sent. */
  mark: number;
  entries: Omit<EntryChange, "previous">[];
  /** Which of its person's rights it was written under. */
  rights: number;
  /** Kept by another tab of the same browser, whose rescue it is. */
  copied?: true;
}

/**
 * A tab of an honest browser, as client/sync works: writes by the rights that HELLO told, at any time, also offline;
 * keeps what is not acknowledged; and once something was refused starts afresh and makes again what it still may.
 */
export class SimulatedTab {
  doc!: Y.Doc;
  pending: Pending[] = [];
  written = 0;
  acknowledged = 0;
  recovered = 0;
  refusals = 0;
  private writer: GateWriter;
  private rights = -1;
  private socket: SimulatedSocket | null = null;
  private marks = 0;
  private sentStep2 = false;
  private synced = false;
  /** What a refusal has taken out, to be made again once the fresh copy has come. */
  private rescued: Pending[] = [];

  constructor(
    readonly world: World,
    readonly person: Person,
    from: SimulatedTab | null = null,
  ) {
    this.writer = { ...person.access, canAnnotate: false, canComment: false, canModerate: false, canEditText: false };
    this.open(from ? Y.encodeStateAsUpdate(from.doc) : null);
    // Tabs share what their browser keeps, unacknowledged work too.
    if (from) {
      this.pending = from.pending.map((pending) => ({ ...pending, mark: Number.POSITIVE_INFINITY, copied: true }));
      this.written = this.pending.length;
      this.writer = from.writer;
      this.rights = from.rights;
    }
  }

  get isQuiet(): boolean {
    return this.synced && this.pending.length === 0 && this.rescued.length === 0;
  }

  get isOffline(): boolean {
    return this.socket === null;
  }

  connect(): void {
    if (this.socket) return;
    const server = this.world.serverFor(this);
    const socket = server.connect(
      {
        frame: (frame) => {
          if (this.socket === socket) this.receive(frame);
        },
        closed: (code) => {
          if (this.socket === socket) this.lost(code);
        },
      },
      this.person.id,
    );
    this.socket = socket;
    this.marks = 0;
    this.sentStep2 = false;
    this.synced = false;
    for (const pending of this.pending) pending.mark = Number.POSITIVE_INFINITY;
    socket.upload(encodeSync(SYNC_STEP_1, Y.encodeStateVector(this.doc)));
  }

  disconnect(): void {
    this.socket?.cut();
  }

  /** The page is opened anew over the copy that was kept on the device. */
  reload(): void {
    this.disconnect();
    const kept = Y.encodeStateAsUpdate(this.doc);
    this.doc.destroy();
    this.open(kept);
  }

  edit(): void {
    const { world, doc } = this;
    if (this.rights < 0) return;
    if (world.kind === "layer") doc.transact(() => editLayer(doc, this.writer, world.random, world.time.now));
    // Text is corrected only while connected.
    else if (this.writer.canEditText && this.synced) doc.transact(() => editText(doc, world.random));
  }

  /** A provider that asks again, and so says all again that the server may lack. */
  resync(): void {
    if (!this.sentStep2) return;
    this.upload(encodeSync(SYNC_STEP_1, Y.encodeStateVector(this.doc)));
    this.upload(encodeSync(SYNC_STEP_2, Y.encodeStateAsUpdate(this.doc)));
    this.mark();
  }

  private open(kept: Uint8Array | null): void {
    this.doc = new Y.Doc();
    const { doc } = this;
    // Known before they are filled, as the reading room does it.
    if (this.world.kind === "layer") layerMap(doc, "annotations");
    else articleText(doc);
    if (kept) Y.applyUpdate(doc, kept, "kept");
    doc.on("update", (bytes: Uint8Array, origin: unknown, _doc: Y.Doc, transaction: Y.Transaction) => {
      if (origin !== "server" && origin !== "kept") this.wrote(bytes, transaction);
    });
  }

  private wrote(bytes: Uint8Array, transaction: Y.Transaction): void {
    const entries = this.world.kind === "layer" ? changedEntries(this.doc, transaction) : [];
    const pending: Pending = { bytes, mark: Number.POSITIVE_INFINITY, entries, rights: this.rights };
    this.pending.push(pending);
    this.written++;
    if (!this.socket) return;
    this.upload(encodeSync(SYNC_UPDATE, bytes));
    pending.mark = this.mark();
    // Sent twice, as a provider may that isn't sure.
    if (this.world.random.chance(0.03)) {
      this.upload(encodeSync(SYNC_UPDATE, bytes));
      this.mark();
    }
  }

  private upload(frame: Uint8Array): void {
    this.socket?.upload(frame);
  }

  private mark(): number {
    this.upload(protocol.encodeMark(++this.marks));
    return this.marks;
  }

  private receive(frame: Uint8Array): void {
    const decoder = decoding.createDecoder(new Uint8Array(frame));
    switch (decoding.readVarUint(decoder)) {
      case protocol.MESSAGE_SYNC: {
        const step = decoding.readVarUint(decoder);
        const payload = decoding.readVarUint8Array(decoder);
        if (step === SYNC_STEP_1) this.answer(payload);
        else {
          Y.applyUpdate(this.doc, payload, "server");
          if (step === SYNC_STEP_2) this.afterSync();
        }
        return;
      }
      case protocol.MESSAGE_HELLO: {
        const hello = protocol.readHello(decoder);
        const { canAnnotate, canComment, canModerate, canEditText } = hello;
        this.writer = { ...this.writer, canAnnotate, canComment, canModerate, canEditText };
        this.rights = Number(hello.name);
        return;
      }
      case protocol.MESSAGE_ACK: {
        const { mark } = protocol.readAck(decoder);
        for (const pending of this.pending) if (pending.mark <= mark) this.acknowledge(pending);
        this.pending = this.pending.filter((pending) => pending.mark > mark);
        return;
      }
      case protocol.MESSAGE_REFUSED:
        this.refused(protocol.readRefused(decoder));
        return;
    }
  }

  private answer(stateVector: Uint8Array): void {
    this.upload(encodeSync(SYNC_STEP_2, Y.encodeStateAsUpdate(this.doc, stateVector)));
    const mark = this.mark();
    this.sentStep2 = true;
    for (const pending of this.pending) pending.mark = Math.min(pending.mark, mark);
  }

  private afterSync(): void {
    this.synced = true;
    const { rescued } = this;
    this.rescued = [];
    for (const { entries } of rescued) this.makeAgain(entries);
  }

  /** As the rescue does: what the rights allow and the server lacks; the rest is shown to the person. */
  private makeAgain(entries: Pending["entries"]): void {
    const { doc } = this;
    for (const { map, key, value } of entries) {
      const type = layerMap(doc, map);
      const previous = type.get(key);
      if (judgeEntry({ map, key, value, previous }, this.writer, indexOf(doc)) !== null) continue;
      if (value === undefined) type.delete(key);
      else if (previous === undefined) type.set(key, value as never);
    }
  }

  private acknowledge({ bytes }: Pending): void {
    this.acknowledged++;
    const missing = this.world.missing(bytes);
    if (missing) this.world.broken(`${this.person.id}: acknowledged and not in the log: ${missing}`);
  }

  private refused({ code, reason }: protocol.Refused): void {
    this.refusals++;
    const outdated = this.pending.some(({ rights }) => rights < this.person.rights);
    if (!outdated || !["role", "author"].includes(code)) {
      this.world.broken(`${this.person.id}: an honest edit was refused: ${code}, ${reason}`);
    }
    const { pending } = this;
    this.pending = [];
    this.recovered += pending.length;
    this.rescued.push(...pending.filter(({ copied }) => !copied));
    this.doc.destroy();
    this.open(null);
  }

  private lost(code: number): void {
    this.socket = null;
    this.synced = false;
    this.sentStep2 = false;
    if (![1006, 4404, 4422, 4503].includes(code)) this.world.broken(`${this.person.id} was closed with ${code}`);
    this.world.tabLost(this);
  }
}
