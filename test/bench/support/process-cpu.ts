import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

const TICKS_PER_SECOND = 100;

interface Usage {
  parent: number;
  /** ms */
  own: number;
  /** Of children that have ended and were waited for, ms. */
  ofEnded: number;
}

/** CPU time that a process has used, all its threads and the kernel's work for it, in ms. 0 when it has gone. */
export function cpuOf(pid: number): number {
  return process.platform === "linux" ? (usageOf(pid)?.own ?? 0) : cpuByPs(pid);
}

/** CPU time of a process and of all its children, those that have ended included, in ms. 0 where /proc is missing. */
export function cpuOfFamily(pid: number): number {
  const head = usageOf(pid);
  if (!head) return 0;
  let sum = head.own + head.ofEnded;
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const usage = usageOf(Number(name));
    if (usage?.parent === pid) sum += usage.own;
  }
  return sum;
}

/** The process that started this one; 0 where /proc is missing. */
export function parentOf(pid: number): number {
  return usageOf(pid)?.parent ?? 0;
}

function usageOf(pid: number): Usage | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // Its name, in brackets, may hold anything.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const ticks = (first: number) => ((Number(fields[first]) + Number(fields[first + 1])) * 1_000) / TICKS_PER_SECOND;
    return { parent: Number(fields[1]), own: ticks(11), ofEnded: ticks(13) };
  } catch {
    return null;
  }
}

function cpuByPs(pid: number): number {
  const text = execFileSync("ps", ["-o", "cputime=", "-p", String(pid)], { encoding: "utf8" }).trim();
  return text.split(":").reduce((sum, part) => sum * 60 + Number(part), 0) * 1_000;
}
