/*
 * What an annotation in an open room costs in memory: heap and buffers of the server after a full collection, before
 * and after somebody opens it. Against y-websocket's server with the same document. Then: whether it comes back when
 * everybody has gone.
 *
 * BENCH_GROWTH_ANNOTATIONS (100,1000,10000), BENCH_SIDES (postgresql,y-websocket), BENCH_IDLE (45 s until a room that
 * nobody is in must have closed).
 */
import { BenchClient, pause } from "./support/bench-client.ts";
import { figure, listSetting, type Mark, printHeader, printMarks, printTable, setting } from "./support/report.ts";
import { openSide, type Side, type SideName } from "./support/sides.ts";

const counts = listSetting("BENCH_GROWTH_ANNOTATIONS", "100,1000,10000").map(Number);
const sides = listSetting("BENCH_SIDES", "postgresql,y-websocket") as SideName[];
const idleMs = setting("BENCH_IDLE", 45) * 1_000;
const KB = 1_024;

interface Held {
  /** KB an annotation, for each of `counts`. */
  each: number[];
  /** Bytes before and after all of them were opened. */
  before: number;
  full: number;
  clients: BenchClient[];
}

/** Makes each document, then opens one after the other; who opened them stays. */
async function openAll(side: Side): Promise<Held> {
  const clients: BenchClient[] = [];
  const open = async (count: number) => {
    const place = await side.place(count);
    clients.push(await BenchClient.join(place, 0));
    // What came with the request, and timers of the first seconds, are gone by then.
    await pause(500);
  };
  // The first room brings code and statements with it.
  for (let warm = 0; warm < 3; warm++) await open(100);
  const before = await side.server.memory();
  const each: number[] = [];
  let last = before;
  for (const count of counts) {
    await open(count);
    const now = await side.server.memory();
    each.push((now - last) / count / KB);
    last = now;
  }
  return { each, before, full: last, clients };
}

printHeader(`Memory of open rooms with ${counts.join(", ")} annotations, KB an annotation.`);
const rows = [["", ...counts.map(String), "MB, all rooms open", `MB, ${idleMs / 1_000} s after all have left`]];
const marks: Mark[] = [];
const opened: { side: Side; held: Held }[] = [];
try {
  for (const name of sides) {
    const side = await openSide(name, 10);
    if (side) opened.push({ side, held: await openAll(side) });
  }
  for (const { held } of opened) for (const client of held.clients) client.terminate();
  await pause(idleMs);
  for (const { side, held } of opened) {
    const { each, before, full } = held;
    const after = await side.server.memory();
    const grown = (bytes: number) => figure((bytes - before) / KB / KB);
    rows.push([side.name, ...each.map((kb) => figure(kb)), grown(full), grown(after)]);
    if (side.name !== "postgresql") continue;
    const largest = Math.max(...counts);
    const measured = each[counts.indexOf(largest)] ?? Number.NaN;
    marks.push({ what: `an annotation in an open room of ${largest}`, measured, mark: 3, unit: "KB" });
    const kept = (100 * (after - before)) / (full - before);
    marks.push({ what: "kept after the rooms have closed, of what they took", measured: kept, mark: 10, unit: "%" });
  }
} finally {
  for (const { side } of opened) await side.close();
}
printTable(rows);
printMarks(marks);
