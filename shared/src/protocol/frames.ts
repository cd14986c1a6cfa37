import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import { z } from "zod";
import { idSchema } from "../schema/ids.ts";
import { roleSchema } from "../schema/role.ts";

/** Version of the frames below; a client that speaks another one is closed with 4409. */
export const PROTOCOL_VERSION = 1;

/** Message types of y-protocols. */
export const MESSAGE_SYNC = 0;
export const MESSAGE_AWARENESS = 1;
export const MESSAGE_QUERY_AWARENESS = 3;
/** Message types of Postil's own: see docs/sync.md. */
export const MESSAGE_MARK = 120;
export const MESSAGE_ACK = 121;
export const MESSAGE_REFUSED = 122;
export const MESSAGE_HELLO = 123;

/** First frame from the server to a client that asked with `?hello=1`. */
export const helloSchema = z.object({
  protocol: z.number().int(),
  epoch: z.number().int(),
  schema: z.number().int(),
  actor: idSchema,
  name: z.string(),
  colour: z.number().int(),
  role: roleSchema,
  canAnnotate: z.boolean(),
  canComment: z.boolean(),
  canModerate: z.boolean(),
  /** Instructor and up, on a text document. */
  canEditText: z.boolean(),
  /** The document's log position at that moment. */
  seq: z.number().int(),
  limits: z.object({
    /** Bytes of one update. */
    update: z.number().int(),
    /** Bytes of one SyncStep2. */
    syncStep2: z.number().int(),
    /** Updates a second, sustained. */
    updatesPerSecond: z.number().int(),
  }),
});
export type Hello = z.infer<typeof helloSchema>;

/** One (map, key) of a document. */
export type EntryKey = readonly [map: string, key: string];

/** `mark` is the number of the MARK that followed the update; 0 when none did. */
export interface Refused {
  mark: number;
  code: string;
  reason: string;
  keys: EntryKey[];
}

export function encodeHello(hello: Hello): Uint8Array {
  return frame(MESSAGE_HELLO, (encoder) => encoding.writeVarString(encoder, JSON.stringify(hello)));
}

export function encodeMark(mark: number): Uint8Array {
  return frame(MESSAGE_MARK, (encoder) => encoding.writeVarUint(encoder, mark));
}

export function encodeAck(mark: number, seq: number): Uint8Array {
  return frame(MESSAGE_ACK, (encoder) => {
    encoding.writeVarUint(encoder, mark);
    encoding.writeVarUint(encoder, seq);
  });
}

export function encodeRefused(refused: Refused): Uint8Array {
  return frame(MESSAGE_REFUSED, (encoder) => {
    encoding.writeVarUint(encoder, refused.mark);
    encoding.writeVarString(encoder, refused.code);
    encoding.writeVarString(encoder, refused.reason);
    encoding.writeVarString(encoder, JSON.stringify(refused.keys));
  });
}

/** Each reader starts after the message type. All throw on bytes that don't fit. */
export function readHello(decoder: decoding.Decoder): Hello {
  return helloSchema.parse(JSON.parse(decoding.readVarString(decoder)));
}

export function readMark(decoder: decoding.Decoder): number {
  return decoding.readVarUint(decoder);
}

export function readAck(decoder: decoding.Decoder): { mark: number; seq: number } {
  return { mark: decoding.readVarUint(decoder), seq: decoding.readVarUint(decoder) };
}

const keysSchema = z.array(z.tuple([z.string(), z.string()])).max(10_000);

export function readRefused(decoder: decoding.Decoder): Refused {
  return {
    mark: decoding.readVarUint(decoder),
    code: decoding.readVarString(decoder),
    reason: decoding.readVarString(decoder),
    keys: keysSchema.parse(JSON.parse(decoding.readVarString(decoder))),
  };
}

function frame(type: number, write: (encoder: encoding.Encoder) => void): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, type);
  write(encoder);
  return encoding.toUint8Array(encoder);
}
