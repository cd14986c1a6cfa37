import { createContext, useContext } from "react";
import type { AgreedState, CodedState } from "./agreement.ts";

/** What of a coder's annotation goes into the agreed layer, besides its passages. */
export interface Taken {
  /** Tag ids. */
  tags: readonly string[];
  note: boolean;
}

/** What cards need while the agreed layer of an assignment is written, or read beside its coders' layers. */
export interface Consensus {
  /** Null for annotations that have no part in it. */
  stateOf(annotation: string): CodedState | AgreedState | null;
  /** How somebody is called in these layers. */
  nameOf(actor: string): string;
  /** How many coders' work is compared. */
  coders: number;
  /** Makes an annotation of the agreed layer out of a coder's: all of it, or what is chosen. Null: one may not. */
  add: ((annotation: string, taken?: Taken) => void) | null;
  /** Writes into the agreed layer that a coder's annotation was left out. Null: one may not. */
  leaveOut: ((annotation: string) => void) | null;
  /** Takes that back, by the id of what says so; null for who may not. */
  takeBack(memo: string): (() => void) | null;
  /** Opens an annotation's card. */
  show(annotation: string): void;
}

export const ConsensusContext = createContext<Consensus | null>(null);

/** Null where no agreed layer is written. */
export function useConsensus(): Consensus | null {
  return useContext(ConsensusContext);
}
