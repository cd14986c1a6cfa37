import * as encoding from "lib0/encoding";
import { encode, type FastEncoder } from "../codec/fast-encoder.ts";
import type { DeleteRanges, Struct } from "./decode.ts";

/** A part of an update: structs of each client in a row, and ranges that ascend. */
export interface UpdatePart {
  structs: readonly Struct[];
  deletes: DeleteRanges;
}

/**
 * Encodes parts that follow one another as one update (v1). A client's structs may go on from part to part; ranges of
 * deletions may touch and repeat.
 */
export function encodeParts(parts: readonly UpdatePart[]): Uint8Array<ArrayBuffer> {
  const [only] = parts;
  if (parts.length === 1 && only && isOfOneClient(only.structs)) return encodeOne(only);
  const byClient = new Map<number, Struct[]>();
  for (const part of parts) {
    for (const struct of part.structs) {
      const structs = byClient.get(struct.id.client);
      if (structs) structs.push(struct);
      else byClient.set(struct.id.client, [struct]);
    }
  }
  return encode((encoder) => {
    encoding.writeVarUint(encoder.restEncoder, byClient.size);
    // Higher clients first, as Yjs does: its conflict algorithm is quicker so.
    for (const [, structs] of [...byClient].sort(([a], [b]) => b - a)) writeBlock(encoder, structs);
    writeDeletes(encoder.restEncoder, parts.length === 1 ? (parts[0] as UpdatePart).deletes : mergeRanges(parts));
  });
}

/** The usual update: what one client wrote. */
function encodeOne({ structs, deletes }: UpdatePart): Uint8Array<ArrayBuffer> {
  return encode((encoder) => {
    encoding.writeVarUint(encoder.restEncoder, structs.length === 0 ? 0 : 1);
    if (structs.length > 0) writeBlock(encoder, structs);
    writeDeletes(encoder.restEncoder, deletes);
  });
}

/** Each client stands in one row, so the first and the last tell. */
function isOfOneClient(structs: readonly Struct[]): boolean {
  return structs[0]?.id.client === structs.at(-1)?.id.client;
}

function writeBlock(encoder: FastEncoder, structs: readonly Struct[]): void {
  const { client, clock } = (structs[0] as Struct).id;
  encoding.writeVarUint(encoder.restEncoder, structs.length);
  encoding.writeVarUint(encoder.restEncoder, client);
  encoding.writeVarUint(encoder.restEncoder, clock);
  for (const struct of structs) struct.write(encoder, 0);
}

function writeDeletes(encoder: encoding.Encoder, deletes: DeleteRanges): void {
  encoding.writeVarUint(encoder, deletes.size);
  for (const [client, ranges] of deletes.size > 1 ? [...deletes].sort(([a], [b]) => b - a) : deletes) {
    encoding.writeVarUint(encoder, client);
    encoding.writeVarUint(encoder, ranges.length);
    for (const { clock, len } of ranges) {
      encoding.writeVarUint(encoder, clock);
      encoding.writeVarUint(encoder, len);
    }
  }
}

function mergeRanges(parts: readonly UpdatePart[]): DeleteRanges {
  const merged: DeleteRanges = new Map();
  for (const part of parts) {
    for (const [client, ranges] of part.deletes) merged.set(client, [...(merged.get(client) ?? []), ...ranges]);
  }
  for (const [client, ranges] of merged) {
    ranges.sort((a, b) => a.clock - b.clock);
    const joined: { clock: number; len: number }[] = [];
    for (const range of ranges) {
      const last = joined.at(-1);
      if (last && range.clock <= last.clock + last.len) {
        last.len = Math.max(last.len, range.clock + range.len - last.clock);
      } else joined.push({ ...range });
    }
    merged.set(client, joined);
  }
  return merged;
}
