import { DOCUMENT_SCHEMA } from "@postil/shared/document/layer-document";
import { CLOSE } from "@postil/shared/protocol/close-codes";
import {
  type EntryKey,
  encodeAck,
  encodeHello,
  encodeRefused,
  type Hello,
  MESSAGE_AWARENESS,
  MESSAGE_MARK,
  MESSAGE_SYNC,
  readMark,
} from "@postil/shared/protocol/frames";
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import * as Y from "yjs";

/** What a test server says of an update: the entries it refuses, or none. */
type Judge = (entries: EntryKey[]) => EntryKey[];

/**
 * A server inside the test, for one document: y-protocols' sync with HELLO, MARK, ACK and REFUSED as Postil speaks
 * them, over sockets that are objects. Tests steer what it refuses, when it acknowledges and whether it can be reached.
 */
export class FakeServer {
  doc = new Y.Doc();
  epoch = 1;
  reachable = true;
  acknowledges = true;
  judge: Judge = () => [];
  hello: Partial<Hello> = {};
  /** Close code for the next ones who connect. */
  turnsAway: number | null = null;
  awarenessFrames = 0;
  readonly urls: string[] = [];
  readonly sockets = new Set<FakeSocket>();

  constructor(readonly actor: string) {}

  /** To be given to a session as its WebSocket. */
  get webSocket(): typeof WebSocket {
    const server = this;
    return class extends FakeSocket {
      constructor(url: string | URL) {
        super(server, String(url));
      }
    } as unknown as typeof WebSocket;
  }

  closeAll(code: number): void {
    for (const socket of [...this.sockets]) socket.closedByServer(code);
  }

  /** Throws the document away and begins a new epoch with this state. */
  rebase(state: Uint8Array): void {
    this.epoch++;
    this.doc = new Y.Doc();
    Y.applyUpdate(this.doc, state);
    this.closeAll(CLOSE.tryAgain);
  }

  /** Sends what was held back. */
  acknowledgeNow(): void {
    this.acknowledges = true;
    for (const socket of this.sockets) socket.acknowledge();
  }

  accept(socket: FakeSocket): void {
    const asked = new URL(socket.url, "ws://localhost").searchParams;
    this.urls.push(socket.url);
    const epoch = asked.get("epoch");
    const fits = (epoch === null || epoch === String(this.epoch)) && asked.get("schema") === String(DOCUMENT_SCHEMA);
    const code = this.turnsAway ?? (fits ? null : CLOSE.mismatch);
    if (code !== null) {
      socket.closedByServer(code);
      return;
    }
    this.sockets.add(socket);
    socket.toClient(
      encodeHello({
        protocol: 1,
        epoch: this.epoch,
        schema: DOCUMENT_SCHEMA,
        actor: this.actor,
        name: "Somebody",
        colour: 0,
        role: "annotator",
        canAnnotate: true,
        canComment: true,
        canModerate: false,
        canEditText: false,
        seq: 0,
        limits: { update: 262_144, syncStep2: 2_097_152, updatesPerSecond: 30 },
        ...this.hello,
      }),
    );
    socket.toClient(syncFrame(0, Y.encodeStateVector(this.doc)));
  }

  receive(socket: FakeSocket, frame: Uint8Array): void {
    const decoder = decoding.createDecoder(frame);
    const type = decoding.readVarUint(decoder);
    if (type === MESSAGE_MARK) {
      socket.mark = readMark(decoder);
      if (socket.refused) {
        socket.toClient(encodeRefused({ mark: socket.mark, code: "role", reason: "not yours", keys: socket.refused }));
        socket.closedByServer(CLOSE.refused);
      } else if (this.acknowledges) socket.acknowledge();
    } else if (type === MESSAGE_AWARENESS) this.awarenessFrames++;
    else if (type === MESSAGE_SYNC) {
      const step = decoding.readVarUint(decoder);
      const payload = decoding.readVarUint8Array(decoder);
      if (step === 0) socket.toClient(syncFrame(1, Y.encodeStateAsUpdate(this.doc, payload)));
      else this.take(socket, payload);
    }
  }

  private take(from: FakeSocket, update: Uint8Array): void {
    const trial = new Y.Doc();
    Y.applyUpdate(trial, Y.encodeStateAsUpdate(this.doc));
    const entries: EntryKey[] = [];
    trial.on("afterTransaction", (transaction: Y.Transaction) => {
      const changed: ReadonlyMap<unknown, ReadonlySet<string | null>> = transaction.changed;
      for (const [name] of this.roots(trial, update)) {
        for (const key of changed.get(trial.getMap(name)) ?? []) if (key !== null) entries.push([name, key]);
      }
    });
    for (const [name] of this.roots(trial, update)) trial.getMap(name);
    Y.applyUpdate(trial, update);
    const refused = this.judge(entries);
    if (refused.length > 0) {
      from.refused = refused;
      return;
    }
    const before = Y.encodeStateVector(this.doc);
    Y.applyUpdate(this.doc, update);
    const news = Y.encodeStateAsUpdate(this.doc, before);
    for (const socket of this.sockets) socket.toClient(syncFrame(2, news));
  }

  private roots(trial: Y.Doc, update: Uint8Array): [string][] {
    const scratch = new Y.Doc();
    Y.applyUpdate(scratch, Y.encodeStateAsUpdate(trial));
    Y.applyUpdate(scratch, update);
    return [...scratch.share.keys()].map((name) => [name]);
  }
}

function syncFrame(step: number, payload: Uint8Array): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, MESSAGE_SYNC);
  encoding.writeVarUint(encoder, step);
  encoding.writeVarUint8Array(encoder, payload);
  return encoding.toUint8Array(encoder);
}

/** Just enough of a WebSocket for y-websocket. Everything happens in a later turn, in order. */
class FakeSocket {
  readonly CONNECTING = 0;
  readonly OPEN = 1;
  readonly CLOSING = 2;
  readonly CLOSED = 3;
  readyState = 0;
  binaryType = "blob";
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: ArrayBuffer }) => void) | null = null;
  onclose: ((event: { code: number; reason: string }) => void) | null = null;
  onerror: ((event: unknown) => void) | null = null;
  mark = 0;
  refused: EntryKey[] | null = null;

  constructor(
    private readonly server: FakeServer,
    readonly url: string,
  ) {
    setTimeout(() => {
      if (this.readyState !== 0) return;
      if (!server.reachable) {
        this.closedByServer(1006);
        return;
      }
      this.readyState = 1;
      this.onopen?.();
      server.accept(this);
    }, 0);
  }

  send(frame: Uint8Array): void {
    const copy = frame.slice();
    setTimeout(() => {
      if (this.readyState === 1) this.server.receive(this, copy);
    }, 0);
  }

  close(): void {
    this.server.sockets.delete(this);
    this.readyState = 3;
  }

  acknowledge(): void {
    if (this.mark > 0) this.toClient(encodeAck(this.mark, 1));
  }

  toClient(frame: Uint8Array): void {
    setTimeout(() => {
      if (this.readyState === 1) this.onmessage?.({ data: frame.slice().buffer as ArrayBuffer });
    }, 0);
  }

  closedByServer(code: number): void {
    this.server.sockets.delete(this);
    setTimeout(() => {
      if (this.readyState === 3) return;
      this.readyState = 3;
      this.onclose?.({ code, reason: "" });
    }, 0);
  }
}
