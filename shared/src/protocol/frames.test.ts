import * as decoding from "lib0/decoding";
import { describe, expect, it } from "vitest";
import {
  encodeAck,
  encodeHello,
  encodeMark,
  encodeRefused,
  type Hello,
  MESSAGE_ACK,
  MESSAGE_HELLO,
  MESSAGE_MARK,
  MESSAGE_REFUSED,
  readAck,
  readHello,
  readMark,
  readRefused,
} from "./frames.ts";

function opened(frame: Uint8Array): { type: number; decoder: decoding.Decoder } {
  const decoder = decoding.createDecoder(frame);
  return { type: decoding.readVarUint(decoder), decoder };
}

const HELLO: Hello = {
  protocol: 1,
  epoch: 3,
  schema: 1,
  actor: "actor-0000000000000",
  name: "Sample",
  colour: 4,
  role: "annotator",
  canAnnotate: true,
  canComment: true,
  canModerate: false,
  canEditText: false,
  seq: 12,
  limits: { update: 262_144, syncStep2: 2_097_152, updatesPerSecond: 30 },
};

describe("Postil's own frames", () => {
  it("carry what was put in, each under its type", () => {
    const hello = opened(encodeHello(HELLO));
    expect([hello.type, readHello(hello.decoder)]).toEqual([MESSAGE_HELLO, HELLO]);
    const mark = opened(encodeMark(70_000));
    expect([mark.type, readMark(mark.decoder)]).toEqual([MESSAGE_MARK, 70_000]);
    const ack = opened(encodeAck(3, 2 ** 40));
    expect([ack.type, readAck(ack.decoder)]).toEqual([MESSAGE_ACK, { mark: 3, seq: 2 ** 40 }]);
    const refused = {
      mark: 9,
      code: "author",
      reason: "its author must be you",
      keys: [["notes", "a/b"]] as [string, string][],
    };
    const frame = opened(encodeRefused(refused));
    expect([frame.type, readRefused(frame.decoder)]).toEqual([MESSAGE_REFUSED, refused]);
  });

  it("throw when they are cut off or hold something else", () => {
    expect(() => readHello(opened(encodeHello(HELLO).subarray(0, 20)).decoder)).toThrow();
    expect(() => readHello(opened(encodeHello({ ...HELLO, role: "king" as "owner" })).decoder)).toThrow();
    expect(() => readAck(opened(encodeAck(3, 5).subarray(0, 2)).decoder)).toThrow();
  });
});
