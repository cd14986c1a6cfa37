import type { AssignmentFacts, LayerFacts } from "@postil/shared/policy/permissions";
import type { Part, Situation } from "./policy-oracle.ts";

const CALLERS = { none: "none", "takes part": "takes-part", "taken out": "removed" } as const;

/** A situation of the oracle as the rule is asked about it. */
export function factsOf(situation: Situation): LayerFacts {
  const { kind } = situation;
  if (kind === "team") return { kind, owns: false };
  if (kind === "private") return { kind, owns: situation.mine };
  if (kind === "consensus") {
    const { revealed, deleted, part, iAdjudicate } = situation;
    return { kind, owns: false, assignment: { ...partOf(part), adjudicates: iAdjudicate, revealed, closed: deleted } };
  }
  const { mine, part, coder, coderSubmitted, opening, iSubmitted, deleted } = situation;
  return {
    kind,
    owns: mine,
    assignment: {
      ...partOf(part),
      coderTakesPart: coder === "takes part",
      coderSubmitted,
      revealed: opening === "revealed",
      opensToEach: opening === "each",
      openedToCaller: opening === "each" && iSubmitted,
      closed: deleted,
    },
  };
}

function partOf(part: Part): AssignmentFacts {
  return {
    caller: CALLERS[part],
    adjudicates: false,
    coderTakesPart: false,
    coderSubmitted: false,
    revealed: false,
    opensToEach: false,
    openedToCaller: false,
    closed: false,
  };
}
