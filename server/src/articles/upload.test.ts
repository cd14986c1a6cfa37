import { EventEmitter } from "node:events";
import { Readable } from "node:stream";
import { MAX_SOURCE_BYTES } from "@postil/shared/schema/article";
import type { Request } from "express";
import { describe, expect, it } from "vitest";
import { BoundedMemoryStorage, type UploadedText } from "./upload.ts";

function requestWithEnd(): { request: Request; end: () => void } {
  const response = new EventEmitter();
  return { request: { res: response } as unknown as Request, end: () => response.emit("close") };
}

function receive(storage: BoundedMemoryStorage, request: Request, chunks: Buffer[]): Promise<UploadedText["bytes"]> {
  return new Promise((resolve, reject) => {
    storage._handleFile(request, { stream: Readable.from(chunks) }, (error, info) =>
      error ? reject(error) : resolve(info?.bytes ?? null),
    );
  });
}

describe("uploads in memory", () => {
  it("are given as they came", async () => {
    const { request } = requestWithEnd();
    const bytes = await receive(new BoundedMemoryStorage(100), request, [Buffer.from("one "), Buffer.from("two")]);
    expect(bytes?.toString()).toBe("one two");
  });

  it("drop a file that is over the limit, and read on to the next one", async () => {
    const storage = new BoundedMemoryStorage(MAX_SOURCE_BYTES * 2);
    const { request } = requestWithEnd();
    const part = Buffer.alloc(MAX_SOURCE_BYTES / 2 + 1);
    expect(await receive(storage, request, [part, part, part])).toBeNull();
    expect(await receive(storage, request, [Buffer.from("small")])).toHaveLength(5);
  });

  it("hold no more than the capacity of all requests together, and get it back when one is answered", async () => {
    const storage = new BoundedMemoryStorage(10);
    const first = requestWithEnd();
    const second = requestWithEnd();
    await receive(storage, first.request, [Buffer.alloc(8)]);
    await expect(receive(storage, second.request, [Buffer.alloc(8)])).rejects.toMatchObject({
      status: 503,
      code: "busy",
      retryAfter: 60,
    });
    first.end();
    second.end();
    expect(await receive(storage, requestWithEnd().request, [Buffer.alloc(8)])).toHaveLength(8);
  });
});
