import { cpus, loadavg } from "node:os";

/** Beyond this the load itself was too late to say how late others were, ms. */
export const LAG_BOUND_MS = 20;

export interface Mark {
  what: string;
  measured: number;
  /** At most this. */
  mark: number;
  unit: string;
  /** Lag of the load, p99 in ms, where it could have spoiled the measurement. */
  lag?: number;
}

/** What is measured, and on what: a run on a busy machine can be told by its load. */
export function printHeader(what: string): void {
  const [model] = cpus();
  const load = loadavg().map((minutes) => minutes.toFixed(2));
  console.log(what);
  console.log(
    `Node ${process.version}, ${cpus().length} cores (${model?.model.trim() ?? "unknown"}), load average ${load.join(" ")}\n`,
  );
}

/** Rows of equal length; the first is the head. Numbers stand right. A head alone isn't shown. */
export function printTable(rows: readonly (readonly string[])[]): void {
  if (rows.length < 2) return;
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  for (const row of rows) {
    const cells = row.map((cell, column) =>
      column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
    );
    console.log(`  ${cells.join("  ")}`.trimEnd());
  }
  console.log();
}

export function printMarks(marks: readonly Mark[]): void {
  const rows = marks.map((mark) => [
    mark.what,
    figure(mark.measured, mark.unit),
    figure(mark.mark, mark.unit),
    verdict(mark),
  ]);
  printTable([["mark", "measured", "at most", "verdict"], ...rows]);
}

function verdict({ measured, mark, unit, lag = 0 }: Mark): string {
  if (!Number.isFinite(measured)) return "not judged: its rival is missing";
  const over = measured - mark;
  if (over > 0) return `missed by ${figure(over, unit)} (${((100 * over) / mark).toFixed(0)} %)${laggard(lag)}`;
  // A load that lags can make others look bad, and by sending too little also good.
  if (lag > LAG_BOUND_MS) return `not judged${laggard(lag)}`;
  return "met";
}

function laggard(lag: number): string {
  return lag > LAG_BOUND_MS ? `; the load itself lagged ${lag.toFixed(0)} ms (p99)` : "";
}

export function figure(value: number, unit = ""): string {
  if (!Number.isFinite(value)) return "-";
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return `${value.toFixed(digits)}${unit && ` ${unit}`}`;
}

/** `value` as a share of the rival's; NaN without one. */
export function share(value: number, rival: number | undefined): number {
  return rival === undefined ? Number.NaN : value / rival;
}

export function setting(name: string, standard: number): number {
  return Number(process.env[name] ?? standard);
}

export function listSetting(name: string, standard: string): string[] {
  return (process.env[name] ?? standard).split(",").filter(Boolean);
}
