import { MESSAGE_AWARENESS, MESSAGE_SYNC } from "@postil/shared/protocol/frames";
import * as encoding from "lib0/encoding";

/** Second byte of a sync frame, as y-protocols has it. */
export const SYNC_STEP_1 = 0;
export const SYNC_STEP_2 = 1;
export const SYNC_UPDATE = 2;

export function encodeSync(type: number, payload: Uint8Array): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, MESSAGE_SYNC);
  encoding.writeVarUint(encoder, type);
  encoding.writeVarUint8Array(encoder, payload);
  return encoding.toUint8Array(encoder);
}

/** `entries`: encoded (client, clock, state) each. */
export function encodeAwareness(entries: readonly Uint8Array[]): Uint8Array {
  const inner = encoding.createEncoder();
  encoding.writeVarUint(inner, entries.length);
  for (const entry of entries) encoding.writeUint8Array(inner, entry);
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, MESSAGE_AWARENESS);
  encoding.writeVarUint8Array(encoder, encoding.toUint8Array(inner));
  return encoding.toUint8Array(encoder);
}

/** An awareness frame that names no client: an application message that changes nothing. */
export const KEEP_ALIVE_FRAME = encodeAwareness([]);
