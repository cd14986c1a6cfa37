import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Response } from "express";

/** A file on its way: whoever takes `chunks` slowly is waited for, and may stop at any of them. */
export interface CsvFile {
  contentDisposition: string;
  chunks: AsyncGenerator<string, void, undefined>;
}

/** Bytes that wait for a slow reader before more is read from the database. */
const AHEAD = 256 * 1024;

/** Sends it as it comes. An error before the first chunk is thrown while it can still be answered as one. */
export async function sendCsv({ contentDisposition, chunks }: CsvFile, response: Response): Promise<void> {
  const first = await chunks.next();
  response.setHeader("Content-Type", "text/csv; charset=utf-8; header=present");
  response.setHeader("Content-Disposition", contentDisposition);
  const all = Readable.from(withFirst(first, chunks), { objectMode: false, highWaterMark: AHEAD });
  try {
    await pipeline(all, response);
  } catch (error) {
    if (!isGone(error)) throw error;
  }
}

async function* withFirst(
  first: IteratorResult<string, void>,
  rest: AsyncGenerator<string, void, undefined>,
): AsyncGenerator<string, void, undefined> {
  if (!first.done) yield first.value;
  yield* rest;
}

/** Whoever asked has hung up: nobody is left to tell. */
function isGone(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ERR_STREAM_PREMATURE_CLOSE";
}
