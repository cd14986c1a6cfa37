import type { CloseCode } from "@postil/shared/protocol/close-codes";
import type { GateRefusal } from "../gate/verdict.ts";
import type { Connection } from "./connection.ts";
import type { Welcome } from "./join-desk.ts";

/** The sockets of a room, as the pipeline needs them. */
export interface Audience extends Welcome {
  readonly isOpen: boolean;
  readonly size: number;
  all(): Connection[];
  /** Those who are told of commits. */
  live(): Iterable<Connection>;
  refuse(connection: Connection, mark: number, refusal: GateRefusal): void;
  drop(connection: Connection, code: CloseCode, reason: string): void;
  /** Closes the room and everybody in it. */
  close(code: CloseCode, reason: string): void;
}
