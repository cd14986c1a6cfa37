import type { CloseCode } from "@postil/shared/protocol/close-codes";
import {
  encodeMark,
  type Hello,
  MESSAGE_ACK,
  MESSAGE_AWARENESS,
  MESSAGE_HELLO,
  MESSAGE_REFUSED,
  MESSAGE_SYNC,
  type Refused,
  readAck,
  readHello,
  readRefused,
} from "@postil/shared/protocol/frames";
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import * as Y from "yjs";
import type { GateWriter } from "../gate/verdict.ts";
import type { Connection } from "../room/connection.ts";
import { encodeAwareness, encodeSync, SYNC_STEP_1, SYNC_STEP_2, SYNC_UPDATE } from "../room/frames.ts";
import { receiveFrame } from "../room/receive.ts";
import type { Room } from "../room/room.ts";
import type { RoomAccess, RoomSocket } from "../room/socket.ts";

export function accessOf(writer: GateWriter, aclVersion = 1): RoomAccess {
  const { actor } = writer;
  return { ...writer, userId: actor, sessionHash: null, name: actor, colour: 3, role: "annotator", aclVersion };
}

/** A client without a wire: frames go to the room as the gateway hands them over. */
export class FakeClient implements RoomSocket {
  readonly doc = new Y.Doc();
  readonly hellos: Hello[] = [];
  readonly acks: { mark: number; seq: number }[] = [];
  readonly refusals: Refused[] = [];
  readonly frames: Uint8Array[] = [];
  /** What awareness frames said: clientID, clock and state. */
  readonly awareness: { client: number; clock: number; state: unknown }[][] = [];
  closedWith: CloseCode | null = null;
  bufferedAmount = 0;
  readonly connection: Connection;
  private mark = 0;

  constructor(
    private readonly room: Room,
    access: RoomAccess,
    private readonly options: { stock?: boolean; now?: () => number } = {},
  ) {
    this.connection = room.join(this, access, { hello: !options.stock, epoch: null, schema: null });
    this.doc.on("update", (update: Uint8Array, origin: unknown) => {
      if (origin !== "server") this.update(update);
    });
  }

  get isOpen(): boolean {
    return this.closedWith === null;
  }

  close(code: CloseCode): void {
    this.closedWith ??= code;
  }

  send(frame: Uint8Array): void {
    this.frames.push(frame);
    const decoder = decoding.createDecoder(new Uint8Array(frame));
    switch (decoding.readVarUint(decoder)) {
      case MESSAGE_SYNC: {
        const step = decoding.readVarUint(decoder);
        const payload = decoding.readVarUint8Array(decoder);
        if (step !== SYNC_STEP_1) Y.applyUpdate(this.doc, payload, "server");
        return;
      }
      case MESSAGE_HELLO:
        this.hellos.push(readHello(decoder));
        return;
      case MESSAGE_ACK:
        this.acks.push(readAck(decoder));
        return;
      case MESSAGE_REFUSED:
        this.refusals.push(readRefused(decoder));
        return;
      case MESSAGE_AWARENESS:
        this.awareness.push(readAwareness(decoding.readVarUint8Array(decoder)));
        return;
    }
  }

  receive(frame: Uint8Array): void {
    receiveFrame(this.room, this.connection, frame, this.options.now?.() ?? Date.now());
  }

  /** SyncStep1 and the SyncStep2 that answers an empty server, with its MARK. */
  sync(): void {
    this.askState();
    this.step2();
  }

  askState(): void {
    this.receive(encodeSync(SYNC_STEP_1, Y.encodeStateVector(this.doc)));
  }

  step2(bytes: Uint8Array = Y.encodeStateAsUpdate(this.doc)): void {
    this.receive(encodeSync(SYNC_STEP_2, bytes));
    this.sendMark();
  }

  update(bytes: Uint8Array): void {
    this.receive(encodeSync(SYNC_UPDATE, bytes));
    this.sendMark();
  }

  say(client: number, state: unknown): void {
    const encoder = encoding.createEncoder();
    encoding.writeVarUint(encoder, client);
    encoding.writeVarUint(encoder, 1);
    encoding.writeVarString(encoder, JSON.stringify(state));
    this.receive(encodeAwareness([encoding.toUint8Array(encoder)]));
  }

  private sendMark(): void {
    if (!this.options.stock) this.receive(encodeMark(++this.mark));
  }
}

function readAwareness(update: Uint8Array): { client: number; clock: number; state: unknown }[] {
  const decoder = decoding.createDecoder(new Uint8Array(update));
  return Array.from({ length: decoding.readVarUint(decoder) }, () => ({
    client: decoding.readVarUint(decoder),
    clock: decoding.readVarUint(decoder),
    state: JSON.parse(decoding.readVarString(decoder)) as unknown,
  }));
}
