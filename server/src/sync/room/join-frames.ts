import * as Y from "yjs";
import { encodeSync, SYNC_STEP_1, SYNC_STEP_2, SYNC_UPDATE } from "./frames.ts";
import { clocksOf, encodeDeletes, encodeMissing, encodeWhole, structsBeyond } from "./state-encoder.ts";

/** A tail is worth sending again and again until it has grown to this, or to a quarter of the whole. */
const TAIL_BYTES = 64 * 1024;
const TAIL_CHUNKS = 16;
/** Rows or commits that are merged into one frame before they are sent to many. */
const CHUNK = 16;
const LARGEST_CHUNK = 64;
/** Past this, or 3/8 of the whole, nobody has joined for long: the frames are given up, and encoded anew for the next one. */
const KEPT_FRAMES = 1_024;
const KEPT_BYTES = 1024 * 1024;
/** Somebody who lacks more structs than this is sent the whole: encoding a part of that size would hold up the others. */
const MOST_MISSING = 2_000;
/** Answers to different state vectors that are kept until the next commit. */
const KEPT_ANSWERS = 32;
/** Frames larger than this are given up when nobody has joined for a while: they would double what a document costs. */
const RESTING_BYTES = 256 * 1024;
const REST_AFTER_MS = 60_000;
/** How long encoding the whole may keep the others waiting at a time, ms. */
const SLICE_MS = 4;

const EMPTY_UPDATE = new Uint8Array([0, 0]);
/** Comes last: who has it has everything. */
const DONE = encodeSync(SYNC_STEP_2, EMPTY_UPDATE);

/** What was asked with is not a state vector. */
export class BadStateVector extends Error {
  override readonly name = "BadStateVector";
}

/** An update and its frame. */
interface Framed {
  update: Uint8Array;
  frame: Uint8Array;
}

/**
 * What somebody who joins is sent. The whole document is taken as the log holds it, or encoded once, and sent to
 * everybody who comes empty-handed, with the commits since: encoding 10,000 annotations for each of them costs 70 ms
 * each time. Encoding it anew goes on in slices, while the frames that there are serve on.
 * `answer` and `committed` are called between commits, when the document holds nothing but what is on disk.
 */
export class JoinFrames {
  /** Snapshot, or what was encoded last; null: the chunks begin with the document. */
  private base: Uint8Array | null = null;
  private chunks: Framed[] = [];
  private loose: Framed[] = [];
  private tailBytes = 0;
  /** Whether base, chunks and loose are the whole document. */
  private complete = true;
  /** Commits since the encoding that is going on began; null: none is. */
  private sinceBegin: Framed[] | null = null;
  private failure: unknown = null;
  private destroyed = false;
  /** By state vector, base64. */
  private answers = new Map<string, Uint8Array[]>();
  private deletes: Uint8Array | null = null;
  /** Somebody was sent the whole, or it was loaded for them, since `rest` was called. */
  private wanted = true;
  private lastWanted = 0;
  private vector: Uint8Array | null = null;

  /** `snapshot` and `rows` are what the document was loaded from. */
  constructor(
    private readonly doc: Y.Doc,
    snapshot: Uint8Array | null = null,
    rows: readonly Uint8Array[] = [],
  ) {
    if (snapshot) this.base = encodeSync(SYNC_UPDATE, snapshot);
    for (const row of rows) this.append({ update: row, frame: encodeSync(SYNC_UPDATE, row) });
    this.giveUpLongTail();
  }

  /** `frame` is what goes out to everybody, and holds `update`. */
  committed(update: Uint8Array, frame: Uint8Array): void {
    this.answers.clear();
    this.vector = null;
    // An update ends with its deletions; a number that is written in as few bytes as possible ends with 0 only if it is.
    if (update.at(-1) !== 0) this.deletes = null;
    const framed = { update, frame };
    this.sinceBegin?.push(framed);
    if (!this.complete) return;
    this.append(framed);
    this.giveUpLongTail();
  }

  /** null: not yet, the whole is being encoded. Throws BadStateVector. */
  answer(stateVector: Uint8Array): Uint8Array[] | null {
    // One byte 0: the vector of an empty document.
    if (stateVector.byteLength <= 1) return this.whole();
    const asked = Buffer.from(stateVector).toString("base64");
    let frames = this.answers.get(asked);
    if (!frames) {
      const known = decodeStateVector(stateVector);
      if (structsBeyond(this.doc, known) > MOST_MISSING) return this.whole();
      this.deletes ??= encodeDeletes(this.doc);
      frames = [encodeSync(SYNC_STEP_2, encodeMissing(this.doc, known, this.deletes))];
      if (this.answers.size < KEPT_ANSWERS) this.answers.set(asked, frames);
    }
    return frames;
  }

  /** SyncStep1: what the server holds. */
  stateVectorFrame(): Uint8Array {
    this.vector ??= encodeSync(SYNC_STEP_1, Y.encodeStateVector(this.doc));
    return this.vector;
  }

  /** Called now and then: gives up what is kept for those who join, unless somebody did within the last minute. */
  rest(now: number): void {
    if (this.wanted) {
      this.wanted = false;
      this.lastWanted = now;
    } else if (this.complete && !this.sinceBegin && now - this.lastWanted >= REST_AFTER_MS) {
      if ((this.base?.byteLength ?? 0) + this.tailBytes <= RESTING_BYTES) return;
      this.complete = false;
      this.begin(null, []);
    }
  }

  destroy(): void {
    this.destroyed = true;
    this.answers.clear();
  }

  private whole(): Uint8Array[] | null {
    this.wanted = true;
    if (this.failure) throw this.failure;
    if (!this.complete || this.isTailLong) this.encode();
    if (!this.complete) return null;
    this.mergeLoose();
    const frames = [...this.chunks, ...this.loose].map(({ frame }) => frame);
    return this.base ? [this.base, ...frames, DONE] : [...frames, DONE];
  }

  private append(framed: Framed): void {
    this.loose.push(framed);
    this.tailBytes += framed.frame.byteLength;
  }

  private get isTailLong(): boolean {
    if (this.tailBytes > Math.max(TAIL_BYTES, (this.base?.byteLength ?? 0) / 4)) return true;
    return this.chunks.length + this.loose.length / CHUNK > TAIL_CHUNKS;
  }

  /** Fewer frames serve the same; merging costs once what sending them would cost for each who joins. */
  private mergeLoose(): void {
    while (this.loose.length > CHUNK) {
      const merged = this.loose.splice(0, LARGEST_CHUNK);
      const update = Y.mergeUpdates(merged.map((framed) => framed.update));
      this.chunks.push({ update, frame: encodeSync(SYNC_UPDATE, update) });
    }
  }

  private giveUpLongTail(): void {
    const bytes = Math.max(KEPT_BYTES, ((this.base?.byteLength ?? 0) * 3) / 8);
    if (this.loose.length <= KEPT_FRAMES && this.tailBytes <= bytes) return;
    this.complete = false;
    this.begin(null, []);
  }

  private begin(base: Uint8Array | null, tail: readonly Framed[]): void {
    this.base = base;
    this.chunks = [];
    this.loose = [];
    this.tailBytes = 0;
    for (const framed of tail) this.append(framed);
  }

  /** Encodes the whole as it is now; at once if that is quickly done. */
  private encode(): void {
    if (this.sinceBegin) return;
    this.sinceBegin = [];
    const steps = encodeWhole(this.doc, clocksOf(this.doc));
    const slice = () => {
      if (this.destroyed) return;
      try {
        const until = performance.now() + SLICE_MS;
        let step = steps.next();
        while (!step.done && performance.now() < until) step = steps.next();
        if (step.done) this.encoded(step.value);
        else setImmediate(slice);
      } catch (error) {
        // Told to whoever asks next.
        this.failure = error;
      }
    };
    slice();
  }

  private encoded(whole: Uint8Array): void {
    this.begin(encodeSync(SYNC_UPDATE, whole), this.sinceBegin ?? []);
    this.complete = true;
    this.sinceBegin = null;
  }
}

function decodeStateVector(bytes: Uint8Array): Map<number, number> {
  try {
    return Y.decodeStateVector(bytes);
  } catch (error) {
    throw new BadStateVector("this is not a state vector", { cause: error });
  }
}
