export type WireItem =
  /** The client asks for TLS or GSS encryption: answer `N`. */
  | { kind: "refuse-encryption" }
  /** The client says goodbye, or speaks something else. */
  | { kind: "end" }
  /** Messages that must run as one. */
  | { kind: "batch"; bytes: Buffer };

const SSL_REQUEST = 80877103;
const GSS_REQUEST = 80877104;
const PROTOCOL_3 = 3;
/** More than any message of this application; a length beyond it is not PostgreSQL's protocol. */
const MAX_MESSAGE = 256 * 1024 * 1024;

/** Sync, Query, FunctionCall, Flush, CopyDone, CopyFail: after these the client waits for an answer. */
const batchEnds = new Set(["S", "Q", "F", "H", "c", "f"].map((letter) => letter.charCodeAt(0)));
const TERMINATE = "X".charCodeAt(0);

/** Cuts a connection's bytes into batches of whole messages (PostgreSQL's protocol 3, "Message Formats"). */
export class WireReader {
  private chunks: Buffer[] = [];
  private buffer: Buffer = Buffer.alloc(0);
  /** Where the message begins that is read next; what stands before belongs to the same batch. */
  private at = 0;
  private started = false;

  push(chunk: Buffer): void {
    this.chunks.push(chunk);
  }

  /** The next item, or null until more bytes come. */
  next(): WireItem | null {
    this.join();
    return this.started ? this.nextBatch() : this.nextStartup();
  }

  private join(): void {
    if (this.chunks.length === 0) return;
    this.buffer = Buffer.concat([this.buffer, ...this.chunks]);
    this.chunks = [];
  }

  private nextStartup(): WireItem | null {
    if (this.buffer.length < 8) return null;
    const length = this.buffer.readInt32BE(0);
    if (length < 8 || length > 10_000) return { kind: "end" };
    if (this.buffer.length < length) return null;
    const code = this.buffer.readInt32BE(4);
    const bytes = this.take(length);
    if (code === SSL_REQUEST || code === GSS_REQUEST) return { kind: "refuse-encryption" };
    if (code >>> 16 !== PROTOCOL_3) return { kind: "end" };
    this.started = true;
    return { kind: "batch", bytes };
  }

  private nextBatch(): WireItem | null {
    while (this.buffer.length - this.at >= 5) {
      const type = this.buffer[this.at] ?? 0;
      const length = this.buffer.readInt32BE(this.at + 1);
      if (type === TERMINATE || length < 4 || length > MAX_MESSAGE) return { kind: "end" };
      const end = this.at + 1 + length;
      if (this.buffer.length < end) return null;
      this.at = end;
      if (batchEnds.has(type)) return { kind: "batch", bytes: this.take(end) };
    }
    return null;
  }

  private take(length: number): Buffer {
    const taken = this.buffer.subarray(0, length);
    this.buffer = this.buffer.subarray(length);
    this.at = 0;
    return taken;
  }
}
