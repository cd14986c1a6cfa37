import * as encoding from "lib0/encoding";
import * as Y from "yjs";

/** What most updates fit in; larger ones take more by themselves. */
const SCRATCH = new Uint8Array(64 * 1024);
/** Longer strings are encoded by the platform. */
const SHORT = 64;
const bits = new DataView(new ArrayBuffer(8));

/**
 * Writes updates (encoding v1) byte for byte as Yjs' own encoder does, only quicker: into one buffer that is used again,
 * short strings without `TextEncoder`. One at a time: `encode` gives it out and takes it back.
 */
export class FastEncoder extends Y.UpdateEncoderV1 {
  override writeString(text: string): void {
    writeString(this.restEncoder, text);
  }

  override writeKey(text: string): void {
    writeString(this.restEncoder, text);
  }

  override writeAny(value: unknown): void {
    writeAny(this.restEncoder, value);
  }
}

const shared = new FastEncoder();

/** What `write` puts into the encoder; it must not keep it, nor encode anything else meanwhile. */
export function encode(write: (encoder: FastEncoder) => void): Uint8Array<ArrayBuffer> {
  const { restEncoder } = shared;
  restEncoder.cbuf = SCRATCH;
  restEncoder.cpos = 0;
  restEncoder.bufs = [];
  write(shared);
  return restEncoder.bufs.length === 0 ? SCRATCH.slice(0, restEncoder.cpos) : encoding.toUint8Array(restEncoder);
}

function writeString(encoder: encoding.Encoder, text: string): void {
  const { length } = text;
  const { cbuf, cpos } = encoder;
  if (length < SHORT && cbuf.length - cpos > length) {
    cbuf[cpos] = length;
    let at = 0;
    for (; at < length; at++) {
      const unit = text.charCodeAt(at);
      if (unit >= 0x80) break;
      cbuf[cpos + 1 + at] = unit;
    }
    if (at === length) {
      encoder.cpos = cpos + 1 + length;
      return;
    }
  }
  encoding.writeVarUint8Array(encoder, Buffer.from(text, "utf8"));
}

/** As `writeAny` of lib0 writes it. */
function writeAny(encoder: encoding.Encoder, value: unknown): void {
  if (typeof value === "string") {
    encoding.write(encoder, 119);
    writeString(encoder, value);
  } else if (typeof value === "number" && value > 0x7fffffff && Number.isInteger(value)) writeLarge(encoder, value);
  else if (typeof value !== "object" || value === null || value instanceof Uint8Array) {
    encoding.writeAny(encoder, value as Parameters<typeof encoding.writeAny>[1]);
  } else if (Array.isArray(value)) {
    encoding.write(encoder, 117);
    encoding.writeVarUint(encoder, value.length);
    for (const item of value) writeAny(encoder, item);
  } else {
    const keys = Object.keys(value);
    encoding.write(encoder, 118);
    encoding.writeVarUint(encoder, keys.length);
    for (const key of keys) {
      writeString(encoder, key);
      writeAny(encoder, (value as Record<string, unknown>)[key]);
    }
  }
}

/** Times, above all: as a float of 32 bits where that holds it, else of 64. */
function writeLarge(encoder: encoding.Encoder, value: number): void {
  const single = Math.fround(value) === value;
  if (single) bits.setFloat32(0, value);
  else bits.setFloat64(0, value);
  encoding.write(encoder, single ? 124 : 123);
  for (let at = 0; at < (single ? 4 : 8); at++) encoding.write(encoder, bits.getUint8(at));
}
