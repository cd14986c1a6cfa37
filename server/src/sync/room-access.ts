import type { DocumentAccess } from "../articles/article-access.ts";
import type { RoomAccess } from "./room/socket.ts";

/** What a room needs to know of somebody, out of what `articles/` has decided. */
export function roomAccess(access: DocumentAccess, sessionHash: string | null): RoomAccess {
  const { membership, rights, actor, canEditText } = access;
  return {
    ...rights,
    actor,
    canEditText,
    userId: membership.userId,
    sessionHash,
    name: membership.name,
    colour: membership.colour,
    role: membership.role,
    aclVersion: membership.aclVersion,
  };
}
