import { DOCUMENT_SCHEMA } from "@postil/shared/document/layer-document";
import { encodeHello, PROTOCOL_VERSION } from "@postil/shared/protocol/frames";
import type { DocumentState } from "./document-state.ts";
import { ROOM_LIMITS } from "./limits.ts";
import type { RoomAccess } from "./socket.ts";

/** What somebody is told first: who they are here, what they may do, and where the document stands. */
export function helloFrame(access: RoomAccess, { epoch, headSeq }: DocumentState): Uint8Array {
  return encodeHello({
    protocol: PROTOCOL_VERSION,
    epoch,
    schema: DOCUMENT_SCHEMA,
    actor: access.actor,
    name: access.name,
    colour: access.colour,
    role: access.role,
    canAnnotate: access.canAnnotate,
    canComment: access.canComment,
    canModerate: access.canModerate,
    canEditText: access.canEditText,
    seq: headSeq,
    limits: {
      update: ROOM_LIMITS.update,
      syncStep2: ROOM_LIMITS.syncStep2,
      updatesPerSecond: ROOM_LIMITS.updatesPerSecond,
    },
  });
}
