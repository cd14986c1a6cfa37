import { CLOSE } from "@postil/shared/protocol/close-codes";
import type { Events } from "../platform/events.ts";
import type { Room } from "./room/room.ts";

/** Closes what other features have put an end to: sessions, rights, articles, workspaces. */
export function closeOnEvents(events: Events, open: ReadonlyMap<string, Room>): void {
  const roomsOf = (workspaceId: string) => [...open.values()].filter((room) => room.loaded.workspaceId === workspaceId);
  events.on("sessionEnded", ({ userId, sessionHash }) => {
    for (const room of open.values()) {
      room.closeWhere(
        (who) => who.userId === userId && (sessionHash === null || who.sessionHash === sessionHash),
        CLOSE.signedOut,
        "you have signed out",
      );
    }
  });
  events.on("rightsChanged", ({ workspaceId, userId }) => {
    for (const room of roomsOf(workspaceId)) {
      room.rightsChanged();
      room.closeWhere((who) => who.userId === userId, CLOSE.tryAgain, "your rights have changed");
    }
  });
  events.on("aclChanged", ({ workspaceId }) => {
    for (const room of roomsOf(workspaceId)) room.rightsChanged();
  });
  events.on("workspaceDeleted", ({ workspaceId }) => {
    for (const room of roomsOf(workspaceId)) room.close(CLOSE.notFound, "the workspace has been deleted");
  });
  events.on("articleDeleted", ({ documents }) => {
    for (const name of documents) open.get(name)?.close(CLOSE.notFound, "the article has been deleted");
  });
}
