import type { Duplex } from "node:stream";
import type { CloseCode } from "@postil/shared/protocol/close-codes";
import type { WebSocket } from "ws";
import type { RoomSocket } from "./room/socket.ts";

/** A peer that doesn't answer the close gets this long. */
const CLOSE_PATIENCE_MS = 3_000;

/** A frame up to this many bytes is copied behind its WebSocket header; a larger one is not worth the copy. */
const FRAMED_BYTES = 32 * 1024;

/** A `ws` socket as rooms see it. */
export class WsSocket implements RoomSocket {
  /** `wire`: what carries the socket, as the upgrade handed it over. */
  constructor(
    private readonly socket: WebSocket,
    private readonly wire: Duplex,
  ) {}

  get isOpen(): boolean {
    return this.socket.readyState === this.socket.OPEN;
  }

  get bufferedAmount(): number {
    return this.socket.bufferedAmount;
  }

  send(frame: Uint8Array): void {
    // Nothing is compressed or fragmented here, so `ws` keeps nothing back that this could overtake; and a room's
    // hundred sockets need its header only once, and one write each instead of two.
    if (frame.byteLength <= FRAMED_BYTES) {
      if (this.isOpen) this.wire.write(framed(frame));
      return;
    }
    // What can't be sent ends in the close event, which is all that matters.
    this.socket.send(frame, { binary: true, compress: false }, ignore);
  }

  close(code: CloseCode, reason: string): void {
    closeSocket(this.socket, code, reason);
  }
}

function ignore(): void {}

let lastFrame: Uint8Array | null = null;
let lastFramed: Buffer = Buffer.alloc(0);

/** A whole binary message of a server as it goes over the wire (RFC 6455, 5.2). The last one is kept: it goes to many. */
function framed(frame: Uint8Array): Buffer {
  if (frame === lastFrame) return lastFramed;
  const short = frame.byteLength < 126;
  const bytes = Buffer.allocUnsafe((short ? 2 : 4) + frame.byteLength);
  bytes[0] = 0x82;
  if (short) bytes[1] = frame.byteLength;
  else {
    bytes[1] = 126;
    bytes.writeUInt16BE(frame.byteLength, 2);
  }
  bytes.set(frame, short ? 2 : 4);
  lastFrame = frame;
  lastFramed = bytes;
  return bytes;
}

/** Closes a socket; one whose peer doesn't take part, or doesn't read, is cut off. */
export function closeSocket(socket: WebSocket, code: CloseCode, reason: string): void {
  // 123 bytes is what a close frame holds.
  socket.close(
    code,
    Buffer.from(reason)
      .subarray(0, 120)
      .toString("utf8")
      .replace(/\ufffd+$/, ""),
  );
  setTimeout(() => {
    if (socket.readyState !== socket.CLOSED) socket.terminate();
  }, CLOSE_PATIENCE_MS).unref();
}
