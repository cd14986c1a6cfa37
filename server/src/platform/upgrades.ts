import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { Injectable } from "@nestjs/common";

/** Takes over the socket, or refuses it with `refuseUpgrade`. */
export type UpgradeHandler = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

/**
 * The one listener for upgrades of the HTTP server. Each socket server has a path prefix of its own and leaves the
 * others' alone; an upgrade that nobody wants is answered 404. Socket.IO listens by itself (with `destroyUpgrade:
 * false`), so its prefix is only spared here.
 */
@Injectable()
export class UpgradeRouter {
  private readonly handlers = new Map<string, UpgradeHandler>();
  private stopped = false;

  /** `prefix` begins and ends with a slash, e.g. `/sync/`. */
  register(prefix: string, handler: UpgradeHandler): void {
    this.handlers.set(prefix, handler);
  }

  /** From now on upgrades are refused with 503. */
  stop(): void {
    this.stopped = true;
  }

  attach(server: Server): void {
    server.on("upgrade", (request, socket, head) => {
      // Without a listener a reset connection would end the process.
      socket.on("error", () => socket.destroy());
      const path = request.url ?? "";
      if (path.startsWith("/socket.io/")) return;
      if (this.stopped) return refuseUpgrade(socket, 503, "Service Unavailable");
      for (const [prefix, handler] of this.handlers) {
        if (path.startsWith(prefix)) return handler(request, socket, head);
      }
      refuseUpgrade(socket, 404, "Not Found");
    });
  }
}

/** Answers an upgrade with an HTTP status and closes the socket. */
export function refuseUpgrade(socket: Duplex, status: number, reason: string): void {
  socket.end(`HTTP/1.1 ${status} ${reason}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
