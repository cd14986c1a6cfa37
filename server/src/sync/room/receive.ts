import { CLOSE } from "@postil/shared/protocol/close-codes";
import {
  MESSAGE_AWARENESS,
  MESSAGE_MARK,
  MESSAGE_QUERY_AWARENESS,
  MESSAGE_SYNC,
  readMark,
} from "@postil/shared/protocol/frames";
import * as decoding from "lib0/decoding";
import type { Connection } from "./connection.ts";
import { SYNC_STEP_1, SYNC_STEP_2, SYNC_UPDATE } from "./frames.ts";
import { ROOM_LIMITS } from "./limits.ts";
import type { Room } from "./room.ts";

/**
 * Takes in one frame of a socket. Whatever doesn't parse, is too large or comes too fast closes the connection with
 * the code that says so; nothing in it has been done by then.
 */
export function receiveFrame(room: Room, connection: Connection, data: Uint8Array, now: number): void {
  if (!connection.isOpen) return;
  if (data.byteLength > ROOM_LIMITS.syncStep2 + 16) {
    room.drop(connection, CLOSE.tooLarge, "the frame is too large");
    return;
  }
  // MARKs, and frames that nobody knows, cost something too.
  if (!connection.frames.take(now)) {
    tooFast(room, connection);
    return;
  }
  // A copy that owns its buffer: lib0 reads by offsets into the buffer, and the socket's is shared with other frames.
  const decoder = decoding.createDecoder(new Uint8Array(data));
  try {
    const type = decoding.readVarUint(decoder);
    if (type === MESSAGE_SYNC) receiveSync(room, connection, decoder, now);
    else if (type === MESSAGE_MARK) receiveMark(room, connection, decoder);
    else if (type === MESSAGE_AWARENESS) receiveAwareness(room, connection, decoder, now);
    else if (type === MESSAGE_QUERY_AWARENESS) {
      // One byte asks for everybody's state: the pace of presence holds for asking too.
      if (connection.awareness.take(now)) room.askPresence(connection);
    }
    // Other types are those of a later protocol, which the server doesn't have to understand.
  } catch {
    room.drop(connection, CLOSE.refused, "the frame can't be read");
  }
}

function receiveSync(room: Room, connection: Connection, decoder: decoding.Decoder, now: number): void {
  const step = decoding.readVarUint(decoder);
  // Copied once more, without the frame's head: see Gate.
  const payload = new Uint8Array(decoding.readVarUint8Array(decoder));
  if (step === SYNC_STEP_1) {
    if (payload.byteLength > ROOM_LIMITS.stateVector) tooLarge(room, connection);
    else if (!connection.joins.take(now)) tooFast(room, connection);
    else room.askState(connection, payload);
  } else if (step === SYNC_STEP_2 || step === SYNC_UPDATE) {
    const step2 = step === SYNC_STEP_2;
    if (payload.byteLength > (step2 ? ROOM_LIMITS.syncStep2 : ROOM_LIMITS.update)) tooLarge(room, connection);
    else if (!connection.updates.take(now)) tooFast(room, connection);
    else {
      const mark = connection.speaksPostil ? connection.lastMark + 1 : 0;
      room.receive({ kind: "update", connection, bytes: payload, step2, mark, caughtUp: false });
    }
  } else room.drop(connection, CLOSE.refused, "the frame can't be read");
}

function receiveMark(room: Room, connection: Connection, decoder: decoding.Decoder): void {
  const mark = readMark(decoder);
  if (mark <= connection.lastMark) {
    room.drop(connection, CLOSE.refused, "marks must count up");
    return;
  }
  connection.lastMark = mark;
  room.receive({ kind: "mark", connection, mark });
}

function receiveAwareness(room: Room, connection: Connection, decoder: decoding.Decoder, now: number): void {
  const update = decoding.readVarUint8Array(decoder);
  // Too many are passed over, not punished: a stock client sends one back for each that it gets.
  if (update.byteLength > ROOM_LIMITS.awareness || !connection.awareness.take(now)) return;
  room.receivePresence(connection, update);
}

function tooLarge(room: Room, connection: Connection): void {
  room.drop(connection, CLOSE.tooLarge, "the update is too large: send it in parts");
}

function tooFast(room: Room, connection: Connection): void {
  room.drop(connection, CLOSE.tooFast, "slow down: too many frames a second");
}
