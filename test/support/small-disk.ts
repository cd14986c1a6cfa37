import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A file system of its own that can be filled to the last byte. */
export interface SmallDisk {
  /** An empty folder on it. */
  readonly folder: string;
  fill(): void;
  free(): void;
  remove(): void;
}

/** Null where nobody may mount one: it takes root, and Linux. */
export function mountSmallDisk(megabytes: number): SmallDisk | null {
  const place = mkdtempSync(join(tmpdir(), "postil-disk-"));
  const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", `size=${megabytes}m`, "tmpfs", place]);
  if (mounted.status !== 0) {
    rmSync(place, { recursive: true });
    return null;
  }
  chmodSync(place, 0o777);
  const ballast = join(place, "ballast");
  return {
    folder: mkdtempSync(join(place, "data-")),
    fill() {
      const { bavail, bsize } = statfsSync(place);
      try {
        writeFileSync(ballast, Buffer.alloc(bavail * bsize));
      } catch (error) {
        // As full as it gets.
        if (!(error instanceof Error && "code" in error && error.code === "ENOSPC")) throw error;
      }
    },
    free: () => rmSync(ballast, { force: true }),
    remove() {
      execFileSync("umount", ["-l", place]);
      rmSync(place, { recursive: true });
    },
  };
}
