/*
 * Presence: many clients in a room, each moving its selection twice a second. Server CPU a change that is seen, and how long
 * until others see it, against y-websocket's own server in the same run.
 *
 * BENCH_CLIENTS (200), BENCH_MOVES (2 a second), BENCH_WARM (3 s), BENCH_SECONDS (8),
 * BENCH_SIDES (y-websocket,postgresql,embedded).
 */
import { runMoves } from "./support/presence-load.ts";
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

const load = {
  clients: setting("BENCH_CLIENTS", 200),
  moves: setting("BENCH_MOVES", 2),
  warmMs: setting("BENCH_WARM", 3) * 1_000,
  measureMs: setting("BENCH_SECONDS", 8) * 1_000,
};
const sides = listSetting("BENCH_SIDES", "y-websocket,postgresql,embedded") as SideName[];

printHeader(`${load.clients} clients in a layer, each moving its selection ${load.moves} times a second.`);
const rows = [["", "CPU a change", "of y-websocket's", "moves/s", "seen/s", "frames/s", "seen p50", "p99", "lag"]];
const marks: Mark[] = [];
let rival: number | undefined;
for (const name of sides) {
  const side = await openSide(name, load.clients);
  if (!side) continue;
  try {
    const samples: number[] = [];
    const { changes, seen, seconds, frames, p50, p99, lag } = await runMoves(load, await side.place(), () => {
      samples.push(side.cpu().server);
    });
    const cost = ((samples[1] ?? 0) - (samples[0] ?? 0)) / seen;
    if (name === "y-websocket") rival = cost;
    rows.push([
      name,
      figure(cost, "ms"),
      figure(share(cost, rival)),
      (changes / seconds).toFixed(0),
      (seen / seconds).toFixed(0),
      (frames / seconds).toFixed(0),
      figure(p50, "ms"),
      figure(p99, "ms"),
      figure(lag, "ms"),
    ]);
    if (name === "postgresql" || name === "embedded") {
      const what = `${name}: CPU a change, of y-websocket's server's`;
      marks.push({ what, measured: share(cost, rival), mark: 0.15, unit: "", lag });
    }
  } finally {
    await side.close();
  }
}
printTable(rows);
printMarks(marks);
