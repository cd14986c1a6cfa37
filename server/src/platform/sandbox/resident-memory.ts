import { readFile } from "node:fs/promises";

const PAGE_BYTES = 4096;

/** Bytes of memory that a process holds; null where the system doesn't tell (only Linux does, in /proc). */
export async function residentMemory(pid: number): Promise<number | null> {
  try {
    const pages = Number((await readFile(`/proc/${pid}/statm`, "utf8")).split(" ")[1]);
    return Number.isFinite(pages) ? pages * PAGE_BYTES : null;
  } catch {
    return null;
  }
}
