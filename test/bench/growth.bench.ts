/*
 * How cost grows: with the clients in a room, and with the annotations that the layer holds already.
 *
 * BENCH_GROWTH_CLIENTS (10,50,100,200; three in ten of them, at most 30, write 10 edits/s), BENCH_GROWTH_ANNOTATIONS
 * (100,1000,10000; in a room of 50), BENCH_SIDES (relay,postgresql,y-websocket), BENCH_WARM (2 s), BENCH_SECONDS (5).
 */
import { measureEdits } from "./support/edit-cost.ts";
import { measureJoins } from "./support/joins.ts";
import { figure, listSetting, printHeader, printTable, setting, share } from "./support/report.ts";
import { openSide, type Side, type SideName } from "./support/sides.ts";

const RATE = 10;
const MOST_WRITERS = 30;
/** Clients in the rooms whose annotations grow. */
const IN_ROOM = 50;

const sizes = listSetting("BENCH_GROWTH_CLIENTS", "10,50,100,200").map(Number);
const annotations = listSetting("BENCH_GROWTH_ANNOTATIONS", "100,1000,10000").map(Number);
const sides = listSetting("BENCH_SIDES", "relay,postgresql,y-websocket") as SideName[];
const warmMs = setting("BENCH_WARM", 2) * 1_000;
const measureMs = setting("BENCH_SECONDS", 5) * 1_000;
const loadOf = (clients: number) => {
  const writers = Math.min(MOST_WRITERS, Math.ceil(clients * 0.3));
  return { clients, writers, rate: RATE, warmMs, measureMs };
};

async function withClients(side: Side, relay: Map<number, number>): Promise<void> {
  for (const clients of sizes) {
    const { cost, withDatabase, p50, p99, lag } = await measureEdits(side, loadOf(clients), await side.place());
    if (side.name === "relay") relay.set(clients, cost);
    const ratio = share(cost, relay.get(clients));
    clientRows.push([
      side.name,
      String(clients),
      figure(cost),
      figure(ratio),
      figure(withDatabase),
      figure(p50, "ms"),
      figure(p99, "ms"),
      figure(lag, "ms"),
    ]);
  }
}

async function withAnnotations(side: Side): Promise<void> {
  // The first document that a server opens pays for compiling, not for its size.
  await measureJoins(side, await side.place(100), IN_ROOM);
  for (const count of annotations) {
    const place = await side.place(count);
    const { firstMs, cpuEach, allMs } = await measureJoins(side, place, IN_ROOM);
    const { cost, p50, p99, lag } = await measureEdits(side, loadOf(IN_ROOM), place);
    annotationRows.push([
      side.name,
      String(count),
      figure(firstMs, "ms"),
      figure(cpuEach, "ms"),
      figure(allMs, "ms"),
      figure(cost),
      figure(p50, "ms"),
      figure(p99, "ms"),
      figure(lag, "ms"),
    ]);
  }
}

printHeader(`Growth: rooms of ${sizes.join(", ")} clients; layers of ${annotations.join(", ")} annotations.`);
const clientRows = [["", "clients", "µs an edit", "of the relay", "with database", "p50", "p99", "lag"]];
const annotationRows = [
  ["", "annotations", "first in", `CPU a join (${IN_ROOM})`, "all in", "µs an edit", "p50", "p99", "lag"],
];
const relay = new Map<number, number>();
for (const name of sides) {
  const side = await openSide(name, Math.max(...sizes, IN_ROOM), MOST_WRITERS);
  if (!side) continue;
  try {
    await withClients(side, relay);
    if (name !== "relay") await withAnnotations(side);
  } finally {
    await side.close();
  }
}
printTable(clientRows);
printTable(annotationRows);
