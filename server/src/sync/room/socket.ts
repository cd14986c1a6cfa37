import type { CloseCode } from "@postil/shared/protocol/close-codes";
import type { Role } from "@postil/shared/schema/role";
import type { GateWriter } from "../gate/verdict.ts";

/** All that a room knows of a socket. */
export interface RoomSocket {
  send(frame: Uint8Array): void;
  close(code: CloseCode, reason: string): void;
  /** Bytes that the peer has not taken yet. */
  readonly bufferedAmount: number;
  readonly isOpen: boolean;
}

/** Who is at the other end and what they may do in this document, decided before they joined. */
export interface RoomAccess extends GateWriter {
  userId: string;
  /** Hex of the session's hash; null for a caller without a socket. */
  sessionHash: string | null;
  name: string;
  colour: number;
  role: Role;
  aclVersion: number;
  /** Nobody may see that they are here. */
  hidden?: boolean;
}
