import type { Place } from "./bench-client.ts";
import { type Load, type Measured, runLoad } from "./load.ts";
import type { Cpu, Side } from "./sides.ts";

export interface EditCost extends Measured {
  /** CPU of the server a delivered edit, µs. */
  cost: number;
  /** The same with the database's own CPU. */
  withDatabase: number;
}

/** Puts a side under load and says what an edit that reaches somebody costs it. */
export async function measureEdits(side: Side, load: Load, place: Place): Promise<EditCost> {
  const samples: Cpu[] = [];
  const measured = await runLoad(load, place, () => samples.push(side.cpu()));
  const used = (of: keyof Cpu) => (samples[1]?.[of] ?? 0) - (samples[0]?.[of] ?? 0);
  const each = (ms: number) => (ms * 1_000) / measured.deliveries;
  return { ...measured, cost: each(used("server")), withDatabase: each(used("server") + used("database")) };
}
