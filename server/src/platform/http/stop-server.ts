import type { Server } from "node:http";
import type { Socket } from "node:net";

/** How long, in ms, what is under way may take once the stop has begun. */
export interface StopPatience {
  requests: number;
  /** Connections taken over by upgrades: whoever took them says goodbye to them before. */
  upgrades: number;
}

/**
 * Follows a server's connections, so that none can delay the stop. Returns the function to call when the stop begins:
 * from then on idle connections are closed, and the rest when patience is over.
 */
export function followConnections(server: Server): (patience: StopPatience) => void {
  const requests = new Set<Socket>();
  const upgraded = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    requests.add(socket);
    socket.once("close", () => {
      requests.delete(socket);
      upgraded.delete(socket);
    });
  });
  server.on("upgrade", (_request, socket: Socket) => {
    if (requests.delete(socket)) upgraded.add(socket);
  });
  const destroy = (sockets: ReadonlySet<Socket>) => {
    for (const socket of sockets) socket.destroy();
  };
  return (patience) => {
    const idle = setInterval(() => server.closeIdleConnections(), 50);
    const late = setTimeout(() => destroy(requests), patience.requests);
    const latest = setTimeout(() => destroy(upgraded), patience.upgrades);
    server.once("close", () => {
      clearInterval(idle);
      clearTimeout(late);
      clearTimeout(latest);
    });
    server.closeIdleConnections();
  };
}
