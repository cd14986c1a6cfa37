/*
 * Opening a layer of many annotations, and a crowd that joins it at once: server CPU for each, how long it takes, and
 * how long the edits of those already in take meanwhile. Against y-websocket's server with the same document, which
 * has it in memory already: it loads nothing.
 *
 * BENCH_ANNOTATIONS (10,000), BENCH_CROWDS (200,500), BENCH_SIDES (postgresql,y-websocket), BENCH_RIVAL_CROWD (50: what the
 * rival, which encodes the document for each of them, is put to).
 */
import { BenchClient, pause } from "./support/bench-client.ts";
import { Crowd, measureJoins, quiet } from "./support/joins.ts";
import { LagMeter } from "./support/lag-meter.ts";
import { idReader, percentiles, Writer } from "./support/load.ts";
import { figure, listSetting, type Mark, printHeader, printMarks, printTable, setting } from "./support/report.ts";
import { openSide, type Side, type SideName } from "./support/sides.ts";

const annotations = setting("BENCH_ANNOTATIONS", 10_000);
const crowds = listSetting("BENCH_CROWDS", "200,500").map(Number);
const rivalCrowd = setting("BENCH_RIVAL_CROWD", 50);
const sides = listSetting("BENCH_SIDES", "postgresql,y-websocket") as SideName[];
/** Those already in, who write while the crowd comes. */
const WRITERS = 10;
const EDITS_A_SECOND = 20;
/** Documents opened in a server that has just started, and later ones. */
const OPENINGS = 4;

/** Times from opening a socket until the document has come, each into a room that nobody has open, ms. */
async function openings(side: Side): Promise<number[]> {
  const places = [];
  for (let document = 0; document < OPENINGS; document++) places.push(await side.place(annotations));
  await side.restart?.();
  const times: number[] = [];
  for (const place of places) {
    const began = performance.now();
    const client = await BenchClient.join(place, 0);
    times.push(performance.now() - began);
    client.terminate();
    await quiet(side);
  }
  return times;
}

/** How the edits of those already in fare while a crowd comes. */
async function besideWriters(side: Side, crowd: number) {
  const place = await side.place(annotations);
  const idsOf = idReader();
  const sent = new Map<string, number>();
  const latencies: number[] = [];
  let next = 0;
  const clients: BenchClient[] = [];
  for (let number = 0; number < WRITERS; number++) {
    const client = await BenchClient.join(place, number, (kind, frame) => {
      // One of them looks: the others' frames are the same.
      if (number !== 0 || kind !== "update") return;
      for (const id of idsOf(frame)) latencies.push(performance.now() - (sent.get(id) ?? Number.NaN));
    });
    clients.push(client);
  }
  const writers = clients.slice(1).map((client) => new Writer(client, place.actor(client.number)));
  const writing = setInterval(() => {
    const id = `bench-${String(next).padStart(12, "0")}`;
    sent.set(id, performance.now());
    writers[next++ % writers.length]?.write(id);
  }, 1_000 / EDITS_A_SECOND);
  await pause(1_000);
  const people = await Crowd.gather(place, crowd, WRITERS);
  await pause(3_000);
  const lag = new LagMeter();
  await side.server.watch();
  const from = latencies.length;
  const allMs = await people.enter();
  const loop = await side.server.loopDelay();
  await pause(200);
  clearInterval(writing);
  for (let waited = 0; latencies.length < next && waited < 20_000; waited += 50) await pause(50);
  const meanwhile = percentiles(latencies.slice(from));
  await people.leave();
  for (const client of clients) client.terminate();
  return { allMs, loop, meanwhile, lag: lag.stop() };
}

printHeader(`A layer of ${annotations} annotations; ${crowds.join(" and ")} clients join it at once.`);
const opened = [["opening it cold", "after a start", "later, median"]];
const joined = [["", "crowd", "CPU a join", "all in", "… beside edits", "edits p50", "max", "loop p99", "max"]];
const marks: Mark[] = [];
for (const name of sides) {
  const side = await openSide(name, Math.max(...crowds) + WRITERS, WRITERS);
  if (!side) continue;
  try {
    if (side.restart) {
      const [first = 0, ...later] = await openings(side);
      const { p50 } = percentiles(later);
      opened.push([name, figure(first, "ms"), figure(p50, "ms")]);
      marks.push({ what: `${name}: cold room to document`, measured: p50, mark: 300, unit: "ms" });
    }
    for (const crowd of side.restart ? crowds : [rivalCrowd]) {
      const { cpuEach, allMs } = await measureJoins(side, await side.place(annotations), crowd);
      const beside = await besideWriters(side, crowd);
      joined.push([
        name,
        String(crowd),
        figure(cpuEach, "ms"),
        figure(allMs, "ms"),
        figure(beside.allMs, "ms"),
        figure(beside.meanwhile.p50, "ms"),
        figure(beside.meanwhile.max, "ms"),
        figure(beside.loop.p99, "ms"),
        figure(beside.loop.max, "ms"),
      ]);
      if (side.restart)
        marks.push({ what: `${name}: CPU a join, ${crowd} at once`, measured: cpuEach, mark: 2, unit: "ms" });
    }
  } finally {
    await side.close();
  }
}
printTable(opened);
printTable(joined);
printMarks(marks);
