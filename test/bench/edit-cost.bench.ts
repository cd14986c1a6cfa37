/*
 * What an edit costs: server CPU per delivered edit, and the time from an author's key to everybody's screen, against
 * a bare relay and two servers for Yjs under the same load in the same run. Ours stores each edit before anybody sees
 * it; the others store nothing.
 *
 * BENCH_CLIENTS (100), BENCH_WRITERS (30), BENCH_RATE (10 edits a second each), BENCH_WARM (5 s), BENCH_SECONDS (15),
 * BENCH_SIDES (relay,postgresql,embedded,y-websocket,hocuspocus).
 */
import { measureEdits } from "./support/edit-cost.ts";
import type { Load } from "./support/load.ts";
import {
  figure,
  listSetting,
  type Mark,
  printHeader,
  printMarks,
  printTable,
  setting,
  share,
} from "./support/report.ts";
import { openSide, type SideName } from "./support/sides.ts";

const load: Load = {
  clients: setting("BENCH_CLIENTS", 100),
  writers: setting("BENCH_WRITERS", 30),
  rate: setting("BENCH_RATE", 10),
  warmMs: setting("BENCH_WARM", 5) * 1_000,
  measureMs: setting("BENCH_SECONDS", 15) * 1_000,
};
const sides = listSetting("BENCH_SIDES", "relay,postgresql,embedded,y-websocket,hocuspocus") as SideName[];

const { clients, writers, rate } = load;
printHeader(
  `${clients} clients in one layer, ${writers} of them adding ${rate} annotations a second each; ` +
    `warm ${load.warmMs / 1_000} s, measured ${load.measureMs / 1_000} s. CPU: the server's process, all its threads.`,
);
const rows = [
  ["", "µs an edit", "of the relay", "with database", "of it", "p50", "p99", "max", "edits/s", "frames", "lag"],
];
const marks: Mark[] = [];
let relay: number | undefined;
for (const name of sides) {
  const side = await openSide(name, clients, writers);
  if (!side) continue;
  try {
    const result = await measureEdits(side, load, await side.place());
    if (name === "relay") relay = result.cost;
    const { cost, withDatabase, p50, p99, max, edits, seconds, frames, lag } = result;
    rows.push([
      name,
      figure(cost),
      figure(share(cost, relay)),
      figure(withDatabase),
      figure(share(withDatabase, relay)),
      figure(p50, "ms"),
      figure(p99, "ms"),
      figure(max, "ms"),
      (edits / seconds).toFixed(0),
      String(frames),
      figure(lag, "ms"),
    ]);
    const mark = { postgresql: 0.5, embedded: 0.8 }[name as string];
    if (mark !== undefined) {
      marks.push({ what: `${name}: CPU an edit, of the relay's`, measured: share(cost, relay), mark, unit: "", lag });
      marks.push({ what: `${name}: edit to every screen, p99`, measured: p99, mark: 50, unit: "ms", lag });
    }
  } finally {
    await side.close();
  }
}
printTable(rows);
printMarks(marks);
