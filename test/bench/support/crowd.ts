/* The process of a `Crowd`: opens its sockets when it is told to, and says how long it took until all were synced. */
import { joinAll, type Place } from "./bench-client.ts";
import { plainDialect, postilDialect } from "./dialect.ts";
import type { CrowdOrder } from "./joins.ts";

let order: CrowdOrder | undefined;

process.on("message", (message: CrowdOrder | "enter") => {
  if (message !== "enter") {
    order = message;
    process.send?.("gathered");
    return;
  }
  if (order) void enter(order);
});
process.send?.("ready");

async function enter({ url, count, dialect, headers }: CrowdOrder): Promise<void> {
  const place: Place = {
    url,
    dialect: dialect === "postil" ? postilDialect : plainDialect,
    headers: (client) => headers[client] ?? {},
    actor: () => "",
    syncs: true,
  };
  const began = performance.now();
  try {
    await joinAll(place, count);
    process.send?.(`entered ${performance.now() - began}`);
  } catch (error) {
    process.send?.(`failed ${error instanceof Error ? error.message : String(error)}`);
  }
}
