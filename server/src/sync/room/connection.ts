import { CLOSE, type CloseCode } from "@postil/shared/protocol/close-codes";
import { encodeRefused } from "@postil/shared/protocol/frames";
import type { GateRefusal } from "../gate/verdict.ts";
import { ROOM_LIMITS } from "./limits.ts";
import type { RoomAccess, RoomSocket } from "./socket.ts";
import type { ClientTask } from "./task.ts";
import { TokenBucket } from "./token-bucket.ts";

/** One socket in one room. */
export class Connection {
  /** Got its SyncStep2: from now on it is told of every commit. An update sooner would be parked at the client. */
  live = false;
  /** Sent its SyncStep2: from now on nothing is early any more. */
  synced = false;
  /** Updates that came before SyncStep2 and name what it will bring, and the MARKs behind them. */
  held: ClientTask[] = [];
  /** Number of the last MARK received. */
  lastMark = 0;
  /** Frames of this connection in the room's queue. */
  queued = 0;
  readonly frames: TokenBucket;
  readonly updates: TokenBucket;
  readonly joins: TokenBucket;
  readonly awareness: TokenBucket;
  /** When it was last sent a document, or what it lacked of one. */
  wholeAt = Number.NEGATIVE_INFINITY;
  private lastSent: number;
  /** What the first full document may leave unread beyond the usual bound. */
  private allowance = 0;
  private closed = false;

  constructor(
    private readonly socket: RoomSocket,
    public access: RoomAccess,
    /** Understands HELLO, ACK and REFUSED. */
    readonly speaksPostil: boolean,
    now: number,
  ) {
    this.lastSent = now;
    this.frames = new TokenBucket(ROOM_LIMITS.framesPerSecond, ROOM_LIMITS.frameBurst, now);
    this.updates = new TokenBucket(ROOM_LIMITS.updatesPerSecond, ROOM_LIMITS.updateBurst, now);
    this.joins = new TokenBucket(ROOM_LIMITS.joinsPerSecond, ROOM_LIMITS.joinBurst, now);
    this.awareness = new TokenBucket(ROOM_LIMITS.awarenessPerSecond, ROOM_LIMITS.awarenessBurst, now);
  }

  get isOpen(): boolean {
    return !this.closed && this.socket.isOpen;
  }

  /** Bytes that the peer has not taken yet. */
  get unread(): number {
    return this.socket.bufferedAmount;
  }

  send(frame: Uint8Array, now: number): void {
    if (!this.isOpen) return;
    const unread = this.socket.bufferedAmount;
    if (unread <= ROOM_LIMITS.sendBuffer) this.allowance = 0;
    if (unread > ROOM_LIMITS.sendBuffer + this.allowance) {
      this.close(CLOSE.tooFast, "you take in too little of what is sent");
      return;
    }
    this.lastSent = now;
    this.socket.send(frame);
  }

  /** Sends a document, however large. Returns its bytes. */
  sendWhole(frames: readonly Uint8Array[], now: number): number {
    let bytes = 0;
    for (const frame of frames) bytes += frame.byteLength;
    this.allowance += bytes;
    this.wholeAt = now;
    for (const frame of frames) {
      if (!this.isOpen) return bytes;
      this.lastSent = now;
      this.socket.send(frame);
    }
    return bytes;
  }

  refuse(mark: number, refusal: GateRefusal, now: number): void {
    if (this.speaksPostil) {
      const { code, reason, keys } = refusal;
      this.send(encodeRefused({ mark, code, reason, keys }), now);
    }
    this.close(CLOSE.refused, refusal.reason);
  }

  silentFor(now: number): number {
    return now - this.lastSent;
  }

  close(code: CloseCode, reason: string): void {
    if (this.closed) return;
    this.closed = true;
    this.socket.close(code, reason);
  }

  /** The peer has gone. */
  gone(): void {
    this.closed = true;
  }
}
