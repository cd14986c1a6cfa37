import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type WireItem, WireReader } from "./wire-reader.ts";

function message(type: string, body = ""): Buffer {
  const bytes = Buffer.alloc(5 + Buffer.byteLength(body));
  bytes.write(type);
  bytes.writeInt32BE(4 + Buffer.byteLength(body), 1);
  bytes.write(body, 5);
  return bytes;
}

function startup(code: number, body = ""): Buffer {
  const bytes = Buffer.alloc(8 + Buffer.byteLength(body));
  bytes.writeInt32BE(bytes.length, 0);
  bytes.writeInt32BE(code, 4);
  bytes.write(body, 8);
  return bytes;
}

function readAll(reader: WireReader): WireItem[] {
  const items: WireItem[] = [];
  for (let item = reader.next(); item !== null; item = reader.next()) {
    items.push(item);
    if (item.kind === "end") break;
  }
  return items;
}

const SSL = 80877103;
const VERSION_3 = 196608;

describe("a connection's bytes", () => {
  it("are cut into the startup and batches that end in Sync or Query, however they arrive", () => {
    const hello = startup(VERSION_3, "user\0postgres\0\0");
    const extended = Buffer.concat([message("P", "\0select $1\0"), message("B", "x"), message("E"), message("S")]);
    const simple = message("Q", "select 1\0");
    const all = Buffer.concat([startup(SSL), hello, extended, simple, message("P", "unfinished")]);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: all.length - 1 }), { maxLength: 20 }), (cuts) => {
        const reader = new WireReader();
        const items: WireItem[] = [];
        let from = 0;
        for (const to of [...cuts.sort((a, b) => a - b), all.length]) {
          reader.push(all.subarray(from, to));
          items.push(...readAll(reader));
          from = to;
        }
        expect(items.map((item) => item.kind)).toEqual(["refuse-encryption", "batch", "batch", "batch"]);
        const batches = items.flatMap((item) => (item.kind === "batch" ? [item.bytes.toString("hex")] : []));
        expect(batches).toEqual([hello, extended, simple].map((bytes) => bytes.toString("hex")));
      }),
    );
  });

  it("end the connection when they say goodbye or are no PostgreSQL", () => {
    for (const bytes of [
      Buffer.concat([startup(VERSION_3), message("X")]),
      Buffer.from("GET / HTTP/1.1\r\n\r\n"),
      startup(131072),
    ]) {
      const reader = new WireReader();
      reader.push(bytes);
      expect(readAll(reader).at(-1)?.kind).toBe("end");
    }
  });
});
