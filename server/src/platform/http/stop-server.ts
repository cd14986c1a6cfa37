import type { Server } from "node:http";
import type { Socket } from "node:net";

/**
 * Follows a server's connections, sockets taken over by upgrades among them, so that none can delay the stop. Returns
 * the function to call when the stop begins: from then on idle connections are closed, and after `patienceMs` the
 * rest too.
 */
export function followConnections(server: Server): (patienceMs: number) => void {
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  return (patienceMs) => {
    const idle = setInterval(() => server.closeIdleConnections(), 50);
    const late = setTimeout(() => {
      for (const socket of sockets) socket.destroy();
    }, patienceMs);
    server.once("close", () => {
      clearInterval(idle);
      clearTimeout(late);
    });
    server.closeIdleConnections();
  };
}
