import * as decoding from "lib0/decoding";
import * as Y from "yjs";

/** Strings up to this many bytes are looked up among those read before: names, keys and ids come again and again. */
const INTERNED_BYTES = 32;
const INTERNED = 4_096;
const interned: string[] = new Array(INTERNED).fill("");
const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
/** The bytes read last, as a Buffer: that reads ASCII quickest. */
const NOTHING = new Uint8Array();
let viewed: Uint8Array = NOTHING;
let view: Buffer = Buffer.alloc(0);
const bits = new DataView(new ArrayBuffer(8));

/**
 * Reads updates (encoding v1) as Yjs' own decoder does, only quicker: a `TextDecoder` called for each short string, and
 * a `DataView` made for each number, take most of the time that decoding an annotation costs. To be given to
 * `Y.decodeUpdateV2` and `Y.applyUpdateV2`. Throws where Yjs' own throws.
 */
export class FastDecoder extends Y.UpdateDecoderV1 {
  override readString(): string {
    return readString(this.restDecoder);
  }

  override readKey(): string {
    return readString(this.restDecoder);
  }

  override readAny(): unknown {
    return readAny(this.restDecoder);
  }
}

/** As `Y.decodeUpdate`. */
export function decodeUpdate(update: Uint8Array): ReturnType<typeof Y.decodeUpdate> {
  try {
    return Y.decodeUpdateV2(update, FastDecoder);
  } finally {
    viewed = NOTHING;
  }
}

/** As `Y.applyUpdate`. */
export function applyUpdate(doc: Y.Doc, update: Uint8Array, origin?: unknown): void {
  try {
    Y.applyUpdateV2(doc, update, origin, FastDecoder);
  } finally {
    viewed = NOTHING;
  }
}

function readString(decoder: decoding.Decoder): string {
  const length = decoding.readVarUint(decoder);
  const { arr, pos } = decoder;
  const end = pos + length;
  if (end > arr.length) throw new RangeError("a string reaches beyond the end");
  decoder.pos = end;
  if (length > INTERNED_BYTES || length === 0) return readBytes(arr, pos, end);
  // A few bytes tell names and ids apart well enough; what is found is compared whole.
  const middle = arr[pos + (length >>> 1)] as number;
  const hash = (arr[pos] as number) + 31 * (middle + 31 * ((arr[end - 1] as number) + 31 * length));
  const slot = (hash ^ (hash >>> 12)) & (INTERNED - 1);
  const known = interned[slot] as string;
  if (known.length === length && reads(known, arr, pos)) return known;
  const read = readBytes(arr, pos, end);
  // Only what has as many units as bytes is ASCII: a kept "é" would be found again in the single byte 0xe9.
  if (read.length === length) interned[slot] = read;
  return read;
}

function readBytes(bytes: Uint8Array, from: number, end: number): string {
  let all = 0;
  for (let at = from; at < end; at++) all |= bytes[at] as number;
  return all < 0x80 ? ascii(bytes, from, end) : utf8.decode(bytes.subarray(from, end));
}

function reads(text: string, bytes: Uint8Array, from: number): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) !== bytes[from + at]) return false;
  return true;
}

function ascii(bytes: Uint8Array, from: number, end: number): string {
  if (bytes !== viewed) {
    viewed = bytes;
    view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }
  return view.toString("latin1", from, end);
}

/** As `readAny` of lib0 reads it. */
function readAny(decoder: decoding.Decoder): unknown {
  switch (decoder.arr[decoder.pos++]) {
    case 127:
      return undefined;
    case 126:
      return null;
    case 125:
      return decoding.readVarInt(decoder);
    case 124:
      bits.setUint32(0, readUint32(decoder));
      return bits.getFloat32(0);
    case 123:
      bits.setUint32(0, readUint32(decoder));
      bits.setUint32(4, readUint32(decoder));
      return bits.getFloat64(0);
    case 121:
      return false;
    case 120:
      return true;
    case 119:
      return readString(decoder);
    case 118: {
      const read: Record<string, unknown> = {};
      for (let left = decoding.readVarUint(decoder); left > 0; left--) {
        const key = readString(decoder);
        read[key] = readAny(decoder);
      }
      return read;
    }
    case 117: {
      const read: unknown[] = [];
      for (let left = decoding.readVarUint(decoder); left > 0; left--) read.push(readAny(decoder));
      return read;
    }
    default:
      // Rare (big numbers, bytes), or nothing that could be read.
      decoder.pos--;
      return decoding.readAny(decoder);
  }
}

/** Four bytes, the highest first. */
function readUint32(decoder: decoding.Decoder): number {
  const { arr, pos } = decoder;
  if (pos + 4 > arr.length) throw new RangeError("a number reaches beyond the end");
  decoder.pos = pos + 4;
  return (
    ((arr[pos] as number) << 24) |
    ((arr[pos + 1] as number) << 16) |
    ((arr[pos + 2] as number) << 8) |
    (arr[pos + 3] as number)
  );
}
