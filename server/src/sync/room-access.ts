import type { DocumentAccess } from "../articles/article-access.ts";
import type { RoomAccess } from "./room/socket.ts";

/** What a room needs to know of somebody, out of what `articles/` has decided. */
export function roomAccess(access: DocumentAccess, sessionHash: string | null): RoomAccess {
  const { membership, rights, actor, actorName, actorColour, canEditText, hidden } = access;
  return {
    ...rights,
    actor,
    canEditText,
    hidden,
    userId: membership.userId,
    sessionHash,
    name: actorName,
    colour: actorColour,
    role: membership.role,
    aclVersion: membership.aclVersion,
  };
}
