import { layerRights } from "@postil/shared/policy/permissions";
import { ROLES } from "@postil/shared/schema/role";
import { expect, it } from "vitest";
import { factsOf } from "./layer-situations.ts";
import { everySituation, mayIn } from "./policy-oracle.ts";

it("every role in every situation of every kind of layer may what the documents say, and nothing else", () => {
  const asked = { yes: 0, no: 0 };
  for (const situation of everySituation()) {
    for (const role of ROLES) {
      const rights = layerRights(factsOf(situation), role);
      const says = {
        read: rights.canRead,
        annotate: rights.canAnnotate,
        comment: rights.canComment,
        "change others'": rights.canModerate,
      };
      for (const right of ["read", "annotate", "comment", "change others'"] as const) {
        const expected = mayIn(situation, role, right);
        expect(says[right], `${role}, ${right}: ${JSON.stringify(situation)}`).toBe(expected);
        asked[expected ? "yes" : "no"]++;
      }
      // Nobody writes where they may not read.
      expect(says.read || !(says.annotate || says.comment || says["change others'"])).toBe(true);
    }
  }
  expect(asked.yes).toBeGreaterThan(400);
  expect(asked.no).toBeGreaterThan(1_000);
});
