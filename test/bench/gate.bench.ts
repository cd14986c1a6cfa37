/*
 * What the gate costs an update, with 1, 60, 1,000 and 5,000 clientIDs known; what a document of many annotations costs
 * to load, to join and to keep. In this process, without sockets and without a database.
 *
 * BENCH_ANNOTATIONS (10,000), BENCH_ROUNDS (4,000 measured, after a quarter of as many), BENCH_CLIENTS (1,60,1000,5000).
 */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { buildSnapshot } from "../../server/src/sync/compaction/build-snapshot.ts";
import { rootNames } from "../../server/src/sync/compaction/roots.ts";
import { JudgedDocument } from "../../server/src/sync/testing/judged-document.ts";
import { GateLoad, KINDS, type Timings } from "./support/gate-load.ts";
import { figure, listSetting, type Mark, printHeader, printMarks, printTable, setting } from "./support/report.ts";

const COUNT = setting("BENCH_ANNOTATIONS", 10_000);
const ROUNDS = setting("BENCH_ROUNDS", 4_000);
const clientCounts = listSetting("BENCH_CLIENTS", "1,60,1000,5000").map(Number);
const KB = 1_024;
/** The state vector of somebody who holds nothing. */
const NEWCOMER = new Uint8Array([0]);
/** A room that nobody has joined for so long gives up the frames that it keeps for joins, ms. */
const FORGOTTEN_MS = 120_000;

// The script runs inside Vite's module runner, which takes no flags of Node's.
setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

/** Heap and buffers after a full collection, bytes. */
function memory(): number {
  collect();
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

function at(times: readonly number[], share: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length * share)] ?? Number.NaN;
}

/** µs. */
const micro = (ms: number) => figure(ms * 1_000);

function timed(times: number, run: () => void): number {
  const took: number[] = [];
  for (let round = 0; round < times; round++) {
    const began = performance.now();
    run();
    took.push(performance.now() - began);
  }
  return at(took, 0.5);
}

function judging(marks: Mark[]): void {
  for (const clients of clientCounts) {
    const load = new GateLoad(COUNT, clients);
    load.run(ROUNDS / 4);
    const timings = load.run(ROUNDS);
    const row = (name: string, all: readonly Timings[]) => {
      const each = (pick: (timings: Timings) => number) => all.map(pick);
      const whole = each(({ gate }) => gate);
      const sum = (times: number[]) => times.reduce((total, time) => total + time, 0);
      const part = (times: number[]) => `${((100 * sum(times)) / sum(whole)).toFixed(0)} %`;
      const decode = each((one) => one.decode);
      const encode = each((one) => one.encode);
      const judge = each((one) => one.gate - one.decode - one.encode);
      const applied = micro(
        at(
          each((one) => one.apply),
          0.5,
        ),
      );
      return [name, micro(at(whole, 0.5)), micro(at(whole, 0.99)), part(decode), part(judge), part(encode), applied];
    };
    console.log(`${COUNT} annotations, ${clients} clientIDs known`);
    printTable([
      ["update", "gate, µs", "p99", "decode", "judge", "encode", "then applied, µs"],
      ...KINDS.map(({ name }) =>
        row(
          name,
          timings.filter((one) => one.kind === name),
        ),
      ),
      ["", "", "", "", "", "", ""],
      row("all of them", timings),
    ]);
    const measured =
      at(
        timings.map((one) => one.gate),
        0.5,
      ) * 1_000;
    marks.push({ what: `gate, median, ${clients} clientIDs`, measured, mark: 20, unit: "µs" });
  }
}

async function keeping(marks: Mark[]): Promise<void> {
  const { rows, clients } = new GateLoad(COUNT, 60);
  const name = "layer/0123456789abcdefghij";
  const roots = rootNames("layer");
  const snapshot = buildSnapshot({ name, roots, snapshot: null, updates: [...rows] }).bytes;
  const sides: Record<string, () => JudgedDocument> = {
    [`${COUNT} rows`]: () =>
      new JudgedDocument(
        "layer",
        rows.map((bytes) => bytes.slice()),
      ),
    "a snapshot": () => new JudgedDocument("layer", [], snapshot.slice()),
  };
  const table = [
    ["loaded from", "ms", "first join, ms", "each after, µs", "KB an annotation", "after a join", "later"],
  ];
  for (const [from, open] of Object.entries(sides)) {
    const loading = timed(5, () => open().state.destroy());
    const before = memory();
    const document = open();
    for (const [client, actor] of clients) document.state.clients.set(client, actor);
    const kept = () => (memory() - before) / KB / COUNT;
    const fresh = kept();
    const { join } = document.state;
    const began = performance.now();
    while (join.answer(NEWCOMER) === null) await new Promise((resolve) => setImmediate(resolve));
    const firstJoin = performance.now() - began;
    const eachJoin = timed(500, () => join.answer(NEWCOMER));
    const joined = kept();
    for (const later of [0, FORGOTTEN_MS]) join.rest(later);
    const rested = kept();
    table.push([
      from,
      figure(loading),
      figure(firstJoin),
      micro(eachJoin),
      figure(fresh),
      figure(joined),
      figure(rested),
    ]);
    marks.push({ what: `loading ${COUNT} from ${from}`, measured: loading, mark: 300, unit: "ms" });
    const most = Math.max(fresh, joined, rested);
    marks.push({ what: `an annotation in memory, at most, from ${from}`, measured: most, mark: 3, unit: "KB" });
    document.state.destroy();
  }
  printTable(table);
}

printHeader(
  `The gate, in a layer of ${COUNT} annotations. The mix: ${KINDS.map((kind) => `${kind.name} ${kind.share} %`).join(", ")}.`,
);
const marks: Mark[] = [];
judging(marks);
await keeping(marks);
printMarks(marks);
