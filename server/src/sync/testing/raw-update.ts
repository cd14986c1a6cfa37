import * as encoding from "lib0/encoding";

type Id = [client: number, clock: number];
type Write = (encoder: encoding.Encoder) => void;

/** One struct of an update, byte for byte. */
export interface RawStruct {
  info: number;
  length: number;
  write: Write;
}

export interface RawPlace {
  origin?: Id;
  right?: Id;
  /** Name of a root, or the id of a parent item. Written only without origin and right origin, as Yjs reads it. */
  parent?: string | Id;
  key?: string;
}

interface RawContent {
  ref: number;
  length: number;
  write: Write;
}

export const any = (...values: unknown[]): RawContent => ({
  ref: 8,
  length: values.length,
  write: (encoder) => {
    encoding.writeVarUint(encoder, values.length);
    for (const value of values) encoding.writeAny(encoder, value as Parameters<typeof encoding.writeAny>[1]);
  },
});
export const deleted = (length: number): RawContent => ({
  ref: 1,
  length,
  write: (encoder) => encoding.writeVarUint(encoder, length),
});
export const string = (text: string): RawContent => ({
  ref: 4,
  length: text.length,
  write: (encoder) => encoding.writeVarString(encoder, text),
});
export const json = (...values: unknown[]): RawContent => ({
  ref: 2,
  length: values.length,
  write: (encoder) => {
    encoding.writeVarUint(encoder, values.length);
    for (const value of values) encoding.writeVarString(encoder, JSON.stringify(value));
  },
});
/** A nested Y.Map. */
export const nestedMap = (): RawContent => ({
  ref: 7,
  length: 1,
  write: (encoder) => encoding.writeVarUint(encoder, 1),
});
/** A formatting attribute. */
export const format = (name: string, value: unknown): RawContent => ({
  ref: 6,
  length: 1,
  write: (encoder) => {
    encoding.writeVarString(encoder, name);
    encoding.writeVarString(encoder, JSON.stringify(value));
  },
});

export function item(content: RawContent, place: RawPlace): RawStruct {
  const { origin, right, parent, key } = place;
  const info = content.ref | (origin ? 0x80 : 0) | (right ? 0x40 : 0) | (key === undefined ? 0 : 0x20);
  return {
    info,
    length: content.length,
    write: (encoder) => {
      if (origin) writeId(encoder, origin);
      if (right) writeId(encoder, right);
      if (!origin && !right) {
        encoding.writeVarUint(encoder, typeof parent === "string" ? 1 : 0);
        if (typeof parent === "string") encoding.writeVarString(encoder, parent);
        else writeId(encoder, parent ?? [0, 0]);
        if (key !== undefined) encoding.writeVarString(encoder, key);
      }
      content.write(encoder);
    },
  };
}

export const gc = (length: number): RawStruct => ({
  info: 0,
  length,
  write: (encoder) => encoding.writeVarUint(encoder, length),
});
export const skip = (length: number): RawStruct => ({
  info: 10,
  length,
  write: (encoder) => encoding.writeVarUint(encoder, length),
});

function writeId(encoder: encoding.Encoder, [client, clock]: Id): void {
  encoding.writeVarUint(encoder, client);
  encoding.writeVarUint(encoder, clock);
}

export interface RawBlock {
  client: number;
  clock: number;
  structs: RawStruct[];
}

/** An update, v1, exactly as described: blocks and ranges in the order given, however wrong. */
export function rawUpdate(
  blocks: RawBlock[],
  deletes: [client: number, ranges: [clock: number, len: number][]][] = [],
) {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, blocks.length);
  for (const { client, clock, structs } of blocks) {
    encoding.writeVarUint(encoder, structs.length);
    encoding.writeVarUint(encoder, client);
    encoding.writeVarUint(encoder, clock);
    for (const struct of structs) {
      encoding.writeUint8(encoder, struct.info);
      struct.write(encoder);
    }
  }
  encoding.writeVarUint(encoder, deletes.length);
  for (const [client, ranges] of deletes) {
    encoding.writeVarUint(encoder, client);
    encoding.writeVarUint(encoder, ranges.length);
    for (const [clock, len] of ranges) {
      encoding.writeVarUint(encoder, clock);
      encoding.writeVarUint(encoder, len);
    }
  }
  return encoding.toUint8Array(encoder);
}
