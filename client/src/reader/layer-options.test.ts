import type { LayerInfo } from "@postil/shared/schema/article";
import type { AssignmentSummary } from "@postil/shared/schema/assignment";
import { describe, expect, it } from "vitest";
import { firstChoice, isShownAtFirst, layerOptions } from "./layer-options.ts";

const ME = "actor-of-mine";
const layer = (id: string, kind: LayerInfo["kind"], rest: Partial<LayerInfo> = {}): LayerInfo => ({
  ...{ id, kind, document: `layer/${id}`, actor: ME, canAnnotate: true, canComment: true },
  ...{ assignment: null, owner: null, ...rest },
});
const assignment = (id: string, rest: Partial<AssignmentSummary> = {}): AssignmentSummary => ({
  ...{ id, workspaceId: "w", title: `Round ${id}`, kind: "blind", state: "published", opensAt: null, dueAt: null },
  ...{ timeZone: "UTC", pseudonyms: false, reveal: "manual", revealAt: null, revealedAt: null, articleCount: 1 },
  ...{ asks: { annotations: 0, replies: 0, tags: 0, tagParents: [] }, createdAt: "", publishedAt: "", deletedAt: null },
  ...{ me: null, counts: null, ...rest },
});
const TEAM = layer("team-layer", "team");
const nameOf = (actor: string) => actor.toUpperCase();

describe("the layers of an article", () => {
  it("are the team's and one's own, though the latter is not made yet", () => {
    const options = layerOptions({ layers: [TEAM], assignments: [], begin: [], nameOf });
    expect(options.map(({ key, layer: made }) => [key, made !== null])).toEqual([
      ["team", true],
      ["private", false],
    ]);
    expect(firstChoice(options)).toBe("team");
  });

  it("have who codes blind write into their own layer unless they choose another, begun or not", () => {
    const assignments = [assignment("a")];
    const begin = layerOptions({ layers: [TEAM], assignments, begin: ["a"], nameOf });
    expect(firstChoice(begin)).toBe("own/a");
    expect(begin.at(-1)?.make).toEqual({ kind: "blind", assignment: "a" });
    const mine = layer("mine", "blind", { assignment: "a", owner: ME });
    expect(firstChoice(layerOptions({ layers: [TEAM, mine], assignments, begin: [], nameOf }))).toBe("own/a");
  });

  it("leave the choice to who has two to write into, and to who can write no more", () => {
    const assignments = [assignment("a"), assignment("b")];
    expect(firstChoice(layerOptions({ layers: [TEAM], assignments, begin: ["a", "b"], nameOf }))).toBe("team");
    const frozen = layer("mine", "blind", { assignment: "a", owner: ME, canAnnotate: false });
    expect(firstChoice(layerOptions({ layers: [TEAM, frozen], assignments, begin: [], nameOf }))).toBe("team");
  });

  it("show the others' beside one's own of the same assignment, and of no other", () => {
    const assignments = [assignment("a", { revealedAt: "2026-01-01T00:00:00.000Z" }), assignment("b")];
    const layers = [
      TEAM,
      layer("mine", "blind", { assignment: "a", owner: ME, canAnnotate: false }),
      layer("bens", "blind", { assignment: "a", owner: "ben", canAnnotate: false }),
      layer("cleos", "blind", { assignment: "b", owner: "cleo", canAnnotate: false }),
    ];
    const options = layerOptions({ layers, assignments, begin: [], nameOf });
    const find = (key: string) => {
      const found = options.find((option) => option.key === key);
      if (!found) throw new Error(`no layer ${key}`);
      return found;
    };
    expect(find("bens").label).toBe("BEN, “Round a”");
    expect(find("own/a").closed).toContain("frozen");
    expect(options.filter((option) => isShownAtFirst(option, find("own/a"))).map(({ key }) => key)).toEqual(["bens"]);
    expect(options.filter((option) => isShownAtFirst(option, find("team")))).toEqual([]);
    // What is agreed on is made of one's own work too.
    const agreed = { ...find("team"), key: "agreed", kind: "consensus" as const, assignment: "a" };
    expect(options.filter((option) => isShownAtFirst(option, agreed)).map(({ key }) => key)).toEqual(["own/a", "bens"]);
  });
});
