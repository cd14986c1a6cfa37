import { expect, it } from "vitest";
import { groupVersions, type LogStretch } from "./version-groups.ts";

const stretch = (actor: string, seq: number, second: number): LogStretch => {
  const at = new Date(1_750_000_000_000 + second * 1_000);
  return { actor, first: seq, last: seq, from: at, to: at, changes: 1 };
};
const versions = (...of: [string, number][]) =>
  groupVersions(
    of.map(([actor, second], index) => stretch(actor, index + 1, second)),
    "system",
  ).map(({ seq, actors, changes }) => [seq, actors.join("+"), changes]);

it("keeps the text as it was added apart from its first correction", () => {
  expect(versions(["system", 0], ["ana", 5])).toEqual([
    [1, "", 1],
    [2, "ana", 1],
  ]);
});

it("takes work without a pause for one version, of all who did it at once", () => {
  expect(versions(["ana", 0], ["ana", 200], ["inge", 210], ["ana", 260], ["ana", 600])).toEqual([
    [4, "ana+inge", 4],
    [5, "ana", 1],
  ]);
});

it("begins another when somebody else goes on after a minute", () => {
  expect(versions(["ana", 0], ["inge", 70], ["system", 71], ["inge", 140])).toEqual([
    [1, "ana", 1],
    [4, "inge", 3],
  ]);
});
