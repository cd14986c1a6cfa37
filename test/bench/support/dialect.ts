import { encodeMark, MESSAGE_AWARENESS, MESSAGE_SYNC } from "@postil/shared/protocol/frames";
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";

/** What a frame from a server is about. `whole` answers a SyncStep1. */
export type FrameKind = "whole" | "update" | "awareness" | "other";

/** How the clients of one server speak. */
export interface Dialect {
  /** What is sent once the socket is open: an empty document's questions and answers. */
  greeting(): Uint8Array[];
  update(update: Uint8Array, number: number): Uint8Array[];
  awareness(update: Uint8Array): Uint8Array[];
  kindOf(frame: Uint8Array): FrameKind;
}

const EMPTY_VECTOR = new Uint8Array([0]);
const EMPTY_UPDATE = new Uint8Array([0, 0]);
const STEP_1 = 0;
const STEP_2 = 1;
const UPDATE = 2;

/** y-protocols, as y-websocket's clients speak it. The bare relay takes it too, since it passes on anything. */
export const plainDialect: Dialect = {
  greeting: () => [sync("", STEP_1, EMPTY_VECTOR), sync("", STEP_2, EMPTY_UPDATE)],
  update: (update) => [sync("", UPDATE, update)],
  awareness: (update) => [awareness("", update)],
  kindOf: (frame) => kindOf(decoding.createDecoder(frame)),
};

/** With a MARK behind whatever has to be stored. */
export const postilDialect: Dialect = {
  ...plainDialect,
  greeting: () => [...plainDialect.greeting(), encodeMark(1)],
  update: (update, number) => [sync("", UPDATE, update), encodeMark(number + 1)],
};

/** Hocuspocus: the document's name before everything, and a token before the rest. */
export function hocuspocusDialect(document: string): Dialect {
  return {
    greeting: () => [token(document), sync(document, STEP_1, EMPTY_VECTOR), sync(document, STEP_2, EMPTY_UPDATE)],
    update: (update) => [sync(document, UPDATE, update)],
    awareness: (update) => [awareness(document, update)],
    kindOf(frame) {
      const decoder = decoding.createDecoder(frame);
      decoding.readVarString(decoder);
      return kindOf(decoder);
    },
  };
}

function kindOf(decoder: decoding.Decoder): FrameKind {
  const type = decoding.readVarUint(decoder);
  if (type === MESSAGE_AWARENESS) return "awareness";
  if (type !== MESSAGE_SYNC) return "other";
  const step = decoding.readVarUint(decoder);
  return step === STEP_2 ? "whole" : step === UPDATE ? "update" : "other";
}

function frame(document: string, type: number): encoding.Encoder {
  const encoder = encoding.createEncoder();
  if (document !== "") encoding.writeVarString(encoder, document);
  encoding.writeVarUint(encoder, type);
  return encoder;
}

function sync(document: string, step: number, payload: Uint8Array): Uint8Array {
  const encoder = frame(document, MESSAGE_SYNC);
  encoding.writeVarUint(encoder, step);
  encoding.writeVarUint8Array(encoder, payload);
  return encoding.toUint8Array(encoder);
}

function awareness(document: string, update: Uint8Array): Uint8Array {
  const encoder = frame(document, MESSAGE_AWARENESS);
  encoding.writeVarUint8Array(encoder, update);
  return encoding.toUint8Array(encoder);
}

function token(document: string): Uint8Array {
  const encoder = frame(document, 2);
  encoding.writeVarUint(encoder, 0);
  encoding.writeVarString(encoder, "anybody");
  return encoding.toUint8Array(encoder);
}
