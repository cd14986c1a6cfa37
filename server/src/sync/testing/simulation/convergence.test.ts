import "./seeded-crypto.ts";
import { afterEach, beforeEach, expect, it } from "vitest";
import { reportFigures } from "../figures.ts";
import { VirtualTime } from "./virtual-time.ts";
import { World } from "./world.ts";

const SEEDS = Number(process.env.POSTIL_CONVERGENCE_SEEDS ?? 200);
/** The first seed: a failure names its own, and `POSTIL_SEED=<it> POSTIL_CONVERGENCE_SEEDS=1` brings it back. */
const FIRST = Number(process.env.POSTIL_SEED ?? 1);
const STEPS = 80;

let time: VirtualTime;
let putBack: () => void;
beforeEach(() => {
  time = new VirtualTime();
  putBack = time.install();
});
afterEach(() => putBack());

it(`all copies end the same, and as a reload: ${SEEDS} random networks, servers, databases and changes of role`, {
  timeout: 120_000 + SEEDS * 2_000,
}, async () => {
  const began = process.hrtime.bigint();
  const sum = {
    seeds: 0,
    written: 0,
    acknowledged: 0,
    refused: 0,
    commits: 0,
    conflicts: 0,
    failures: 0,
    compactions: 0,
  };
  for (let seed = FIRST; seed < FIRST + SEEDS; seed++) {
    const world = new World(seed, time);
    await world.storm(STEPS);
    await world.settle();
    const copies = world.copies();
    const reload = copies.at(-1)?.copy;
    expect({ seed, broke: world.broke }).toEqual({ seed, broke: [] });
    expect({ seed, waiting: world.tabs.filter((tab) => !tab.isQuiet).length }).toEqual({ seed, waiting: 0 });
    for (const { who, copy } of copies) expect({ seed, who, copy }).toEqual({ seed, who, copy: reload });
    for (const tab of world.tabs) {
      expect({ seed, unaccounted: tab.written - tab.acknowledged - tab.recovered }).toEqual({ seed, unaccounted: 0 });
      sum.written += tab.written;
      sum.acknowledged += tab.acknowledged;
      sum.refused += tab.refusals;
    }
    sum.seeds++;
    sum.commits += world.log.appends;
    sum.conflicts += world.log.conflicts;
    sum.failures += world.log.failures;
    sum.compactions += world.log.compactions;
    world.destroy();
    await time.run(10_000);
  }
  const seconds = Math.round(Number(process.hrtime.bigint() - began) / 1e9);
  reportFigures("convergence", { ...sum, seconds });
  // It would prove nothing if little had happened; in the world of one seed little may happen.
  if (SEEDS < 100) return;
  for (const [what, count] of Object.entries(sum))
    expect({ what, some: count > SEEDS / 4 }).toEqual({ what, some: true });
});
