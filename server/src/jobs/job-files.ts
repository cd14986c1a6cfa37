import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, readdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

/** What a job's file may be given as: text is written in UTF-8. */
export type Chunks = AsyncIterable<string | Uint8Array>;

/** A file that no row names may belong to a job that is being written down just now. */
const YOUNG_MS = 60 * 60 * 1000;

/** The files that jobs leave: one a job, named by its id, in a folder that is made when the first one is written. */
export class JobFiles {
  constructor(private readonly folder: string) {}

  /** Resolves to the bytes written. Of a file that can't be finished nothing is left. */
  async write(id: string, chunks: Chunks, signal: AbortSignal): Promise<number> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const part = `${this.path(id)}.part`;
    try {
      const file = createWriteStream(part, { mode: 0o600 });
      await pipeline(Readable.from(chunks, { objectMode: true, highWaterMark: 4 }), file, { signal });
      await rename(part, this.path(id));
      return file.bytesWritten;
    } catch (error) {
      await rm(part, { force: true });
      throw error;
    }
  }

  /** Null when it isn't here. */
  async open(id: string): Promise<{ bytes: number; stream: Readable } | null> {
    const found = await stat(this.path(id)).catch(() => null);
    return found && { bytes: found.size, stream: createReadStream(this.path(id)) };
  }

  async remove(id: string): Promise<void> {
    await rm(this.path(id), { force: true });
  }

  /** Removes what `known` doesn't know any more, and what a server that died left half-written. */
  async sweep(known: (ids: readonly string[]) => Promise<ReadonlySet<string>>): Promise<void> {
    const names = await readdir(this.folder).catch(() => []);
    const ids = await known(names);
    for (const name of names) {
      if (ids.has(name)) continue;
      const file = join(this.folder, name);
      const found = await stat(file).catch(() => null);
      if (found && found.mtimeMs < Date.now() - YOUNG_MS) await rm(file, { force: true });
    }
  }

  private path(id: string): string {
    return join(this.folder, id);
  }
}
