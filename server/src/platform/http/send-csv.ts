import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Response } from "express";

export const CSV = "text/csv; charset=utf-8; header=present";
export const ZIP = "application/zip";

type Chunk = string | Uint8Array;

/** A file on its way: whoever takes `chunks` slowly is waited for, and may stop at any of them. */
export interface StreamedFile {
  contentType: string;
  contentDisposition: string;
  chunks: AsyncGenerator<Chunk, void, undefined>;
}

/** The same of a CSV. */
export type CsvFile = Omit<StreamedFile, "contentType">;

/** Bytes that wait for a slow reader before more is read from the database. */
const AHEAD = 256 * 1024;

/** Sends it as it comes. An error before the first chunk is thrown while it can still be answered as one. */
export async function sendFile(
  { contentType, contentDisposition, chunks }: StreamedFile,
  response: Response,
): Promise<void> {
  const first = await chunks.next();
  response.setHeader("Content-Type", contentType);
  response.setHeader("Content-Disposition", contentDisposition);
  const all = Readable.from(withFirst(first, chunks), { objectMode: false, highWaterMark: AHEAD });
  try {
    await pipeline(all, response);
  } catch (error) {
    if (!isGone(error)) throw error;
  }
}

export function sendCsv(file: CsvFile, response: Response): Promise<void> {
  return sendFile({ contentType: CSV, ...file }, response);
}

async function* withFirst(
  first: IteratorResult<Chunk, void>,
  rest: AsyncGenerator<Chunk, void, undefined>,
): AsyncGenerator<Chunk, void, undefined> {
  if (!first.done) yield first.value;
  yield* rest;
}

/** Whoever asked has hung up: nobody is left to tell. */
function isGone(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ERR_STREAM_PREMATURE_CLOSE";
}
