import type { Writer } from "@postil/shared/policy/entry-rules";
import type { EntryKey } from "@postil/shared/protocol/frames";
import type { DeleteRanges, Struct } from "./decode.ts";

/** Who wrote the update, with their rights in this document. */
export interface GateWriter extends Writer {
  canEditText: boolean;
}

/** One (map, key) that the update may change, with every value that it may hold afterwards. */
export interface ApprovedEntry {
  map: string;
  key: string;
  values: unknown[];
  mayBeGone: boolean;
}

/** What may be applied and stored: never the client's own bytes, but what was judged, encoded again. */
export interface ApprovedUpdate {
  bytes: Uint8Array;
  structs: readonly Struct[];
  deletes: DeleteRanges;
  entries: ApprovedEntry[];
  touchesText: boolean;
  /** Entries to be set back, by the server and in the same transaction, to what stood there. */
  restores: { map: string; key: string; value: unknown }[];
  /** clientIDs that nobody held before; from now on they are the writer's. */
  newClients: number[];
}

export interface GateRefusal {
  code: string;
  /** For the person, without their own words in it. */
  reason: string;
  keys: EntryKey[];
  /**
   * `unknown`: it names what this document doesn't hold (yet): it would be parked. `foreign`: it writes under another's
   * clientID. In both cases the room may only be behind the log, and an update that came before its connection's
   * SyncStep2 may only be early.
   */
  cause: "final" | "unknown" | "foreign";
}

export type Verdict =
  /** All of it is known already. */
  { kind: "nothing" } | { kind: "approved"; update: ApprovedUpdate } | { kind: "refused"; refusal: GateRefusal };

/**
 * Thrown inside the gate; `judge` turns it into a verdict. Not an Error: nobody would read its stack, and taking that
 * costs more than the judgement, which would be the attacker's gain.
 */
export class Refused {
  constructor(readonly refusal: GateRefusal) {}
}

export function refuse(
  code: string,
  reason: string,
  options: { keys?: EntryKey[]; cause?: GateRefusal["cause"] } = {},
): never {
  throw new Refused({ code, reason, keys: options.keys ?? [], cause: options.cause ?? "final" });
}
