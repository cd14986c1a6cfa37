import type { ClientToServerEvents, ServerToClientEvents } from "@postil/shared/protocol/live";
import type { DefaultEventsMap, Server, Socket } from "socket.io";
import type { SignedIn } from "../accounts/sessions.ts";

/** What the server keeps of a socket. */
export interface SocketData {
  signedIn: SignedIn;
  /** Counts `enter` and `leave`: an answer that comes after a newer one was asked for counts no more. */
  turn: number;
  entering: Promise<boolean>;
}

export type LiveServer = Server<ClientToServerEvents, ServerToClientEvents, DefaultEventsMap, SocketData>;
export type LiveSocket = Socket<ClientToServerEvents, ServerToClientEvents, DefaultEventsMap, SocketData>;

export const workspaceRoom = (workspaceId: string) => `workspace:${workspaceId}`;
export const userRoom = (userId: string) => `user:${userId}`;
export const sessionRoom = (sessionHash: string) => `session:${sessionHash}`;

export function socketsIn(server: LiveServer, room: string): LiveSocket[] {
  const sockets: LiveSocket[] = [];
  for (const id of server.of("/").adapter.rooms.get(room) ?? []) {
    const socket = server.of("/").sockets.get(id);
    if (socket) sockets.push(socket);
  }
  return sockets;
}
