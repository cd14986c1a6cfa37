import type { CloseCode } from "@postil/shared/protocol/close-codes";
import type { WebSocket } from "ws";
import type { RoomSocket } from "./room/socket.ts";

/** A peer that doesn't answer the close gets this long. */
const CLOSE_PATIENCE_MS = 3_000;

/** A `ws` socket as rooms see it. */
export class WsSocket implements RoomSocket {
  constructor(private readonly socket: WebSocket) {}

  get isOpen(): boolean {
    return this.socket.readyState === this.socket.OPEN;
  }

  get bufferedAmount(): number {
    return this.socket.bufferedAmount;
  }

  send(frame: Uint8Array): void {
    // What can't be sent ends in the close event, which is all that matters.
    this.socket.send(frame, { binary: true, compress: false }, ignore);
  }

  close(code: CloseCode, reason: string): void {
    closeSocket(this.socket, code, reason);
  }
}

function ignore(): void {}

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
