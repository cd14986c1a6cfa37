import { Zip, ZipDeflate } from "fflate";

export interface ZipEntry {
  /** Path in the archive, with forward slashes. */
  name: string;
  /** Text is written in UTF-8. */
  chunks: AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>;
}

/** Bytes that are packed at a time: others wait for a millisecond or two. */
const STEP = 64 * 1024;

/**
 * A zip archive as it is made: entries are read one after another, each as fast as the archive is taken. Of up to 4 GiB,
 * which is what the format without its 64-bit extension holds.
 */
export async function* writeZip(
  entries: Iterable<ZipEntry> | AsyncIterable<ZipEntry>,
): AsyncGenerator<Uint8Array, void, undefined> {
  let ready: Uint8Array[] = [];
  let failure: Error | null = null;
  const zip = new Zip((error, bytes) => {
    if (error) failure ??= error;
    else ready.push(bytes);
  });
  function* taken() {
    if (failure) throw failure;
    const bytes = ready;
    ready = [];
    yield* bytes;
  }
  try {
    for await (const { name, chunks } of entries) {
      const entry = new ZipDeflate(name, { level: 6 });
      entry.mtime = new Date();
      zip.add(entry);
      for await (const chunk of chunks) {
        const bytes = typeof chunk === "string" ? Buffer.from(chunk, "utf8") : chunk;
        for (let from = 0; from < bytes.length; from += STEP) {
          // A copy: what is packed is kept for as long as later bytes may refer to it.
          entry.push(Uint8Array.prototype.slice.call(bytes, from, from + STEP));
          yield* taken();
        }
      }
      entry.push(new Uint8Array(0), true);
      yield* taken();
    }
    zip.end();
    yield* taken();
  } finally {
    zip.terminate();
  }
}
