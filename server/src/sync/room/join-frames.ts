import * as Y from "yjs";
import { encodeSync, SYNC_STEP_2 } from "./frames.ts";

/** A tail is worth sending again and again until it has grown to this, or to a quarter of the whole. */
const TAIL_BYTES = 64 * 1024;
const TAIL_FRAMES = 200;

/**
 * What somebody who joins is sent. The whole document is encoded once and sent to everybody who comes empty-handed,
 * with the frames of the commits since: encoding 10,000 annotations for each of them costs 70 ms each time.
 * Only called between commits, when the document holds nothing but what is on disk.
 */
export class JoinFrames {
  private whole: Uint8Array | null = null;
  private tail: Uint8Array[] = [];
  private tailBytes = 0;
  /** The last partial answer: people who reconnect together ask for the same. */
  private partial: { stateVector: string; frame: Uint8Array } | null = null;

  constructor(private readonly doc: Y.Doc) {}

  committed(frame: Uint8Array): void {
    this.partial = null;
    if (this.whole === null) return;
    this.tail.push(frame);
    this.tailBytes += frame.byteLength;
    if (this.tail.length > TAIL_FRAMES || this.tailBytes > Math.max(TAIL_BYTES, this.whole.byteLength / 4)) {
      this.whole = null;
      this.tail = [];
      this.tailBytes = 0;
    }
  }

  /** Throws on a state vector that doesn't decode. */
  answer(stateVector: Uint8Array): Uint8Array[] {
    // One byte 0: the vector of an empty document.
    if (stateVector.byteLength <= 1) {
      this.whole ??= encodeSync(SYNC_STEP_2, Y.encodeStateAsUpdate(this.doc));
      return [this.whole, ...this.tail];
    }
    const asked = Buffer.from(stateVector).toString("base64");
    if (this.partial?.stateVector !== asked) {
      const update = Y.encodeStateAsUpdate(this.doc, stateVector);
      this.partial = { stateVector: asked, frame: encodeSync(SYNC_STEP_2, update) };
    }
    return [this.partial.frame];
  }
}
