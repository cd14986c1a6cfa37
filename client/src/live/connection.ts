import type { ClientToServerEvents, ServerToClientEvents } from "@postil/shared/protocol/live";
import { io, type Socket } from "socket.io-client";

export type LiveSocket = Socket<ServerToClientEvents, ClientToServerEvents>;

/** Opens the one Socket.IO connection of this tab. It reconnects by itself, for as long as the tab lives. */
export function connect(): LiveSocket {
  return io({
    path: "/socket.io",
    transports: ["websocket"],
    reconnectionDelay: 500,
    reconnectionDelayMax: 10_000,
    randomizationFactor: 0.5,
  });
}
