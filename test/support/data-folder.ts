import { mkdtempSync, readdirSync, rmSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Linux's file system in memory: a database has 1,200 files, which cost ten times as much to make on a disk. */
const MEMORY = "/dev/shm";
/** Room that must be left there: containers give it 64 MiB only. */
const LEAST_FREE_BYTES = 2 * 2 ** 30;
const NAME = /^postil-[a-z]+-(\d+)-/;

/** An empty folder for a database of tests, in memory where there is room. `what`: a lower-case word for its name. */
export function makeDataFolder(what: string): string {
  return mkdtempSync(join(hasRoom() ? MEMORY : tmpdir(), `postil-${what}-${process.pid}-`));
}

/** Gives back the memory of runs that were ended before they could. */
export function removeLeftDataFolders(): void {
  if (!hasRoom()) return;
  for (const name of readdirSync(MEMORY)) {
    const pid = NAME.exec(name)?.[1];
    if (pid !== undefined && !runs(Number(pid))) rmSync(join(MEMORY, name), { recursive: true, force: true });
  }
}

function hasRoom(): boolean {
  try {
    const { bavail, bsize } = statfsSync(MEMORY);
    return bavail * bsize >= LEAST_FREE_BYTES;
  } catch {
    return false;
  }
}

function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !(error instanceof Error && "code" in error && error.code === "ESRCH");
  }
}
