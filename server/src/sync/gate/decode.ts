import type * as Y from "yjs";
import { decodeUpdate } from "../codec/fast-decoder.ts";
import { GATE_LIMITS } from "./limits.ts";
import { refuse } from "./verdict.ts";

export type Struct = Y.Item | Y.GC | Y.Skip;
/** client -> ranges of deleted clocks. */
export type DeleteRanges = Map<number, { clock: number; len: number }[]>;

export interface DecodedUpdate {
  structs: Struct[];
  deletes: DeleteRanges;
}

/**
 * Decodes an update (encoding v1) without touching any document. The bytes must be the whole of their ArrayBuffer:
 * lib0 reads strings straight from the buffer, so that a lying length would otherwise reach into a neighbour's bytes.
 */
export function decode(bytes: Uint8Array): DecodedUpdate {
  if (bytes.byteOffset !== 0 || bytes.byteLength !== bytes.buffer.byteLength) {
    throw new TypeError("the gate decodes only bytes that own their buffer");
  }
  let decoded: ReturnType<typeof Y.decodeUpdate>;
  try {
    decoded = decodeUpdate(bytes);
  } catch {
    return refuse("bytes", "this is not a Yjs update");
  }
  // Encoding v2 begins like an empty update in v1.
  if (decoded.structs.length === 0 && decoded.ds.clients.size === 0 && bytes.byteLength > 2) {
    refuse("bytes", "this is not a Yjs update in encoding v1");
  }
  if (decoded.structs.length > GATE_LIMITS.structs) {
    refuse("limit", `one update may hold ${GATE_LIMITS.structs} changes at most: send it in parts`);
  }
  return { structs: decoded.structs, deletes: decoded.ds.clients };
}
