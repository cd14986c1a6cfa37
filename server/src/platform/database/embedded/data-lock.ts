import { randomUUID } from "node:crypto";
import { link, mkdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { createConnection } from "node:net";
import { join } from "node:path";
import { z } from "zod";
import { StartError } from "../../start-error.ts";

/** The file in the data folder that says which process has it open, and where its database listens. */
const LOCK_FILE = "server.lock";
export const SOCKET_FILE = ".s.PGSQL.5432";
/** Removing a lock takes a millisecond: a guard this old belongs to a process that was killed there. */
const ABANDONED_MS = 10_000;

const holderSchema = z.object({
  pid: z.number().int().positive(),
  /** Tells the process from a later one with the same pid; null where the system doesn't say. */
  started: z.string().nullable(),
  /** Folder of the database's Unix socket; null until it listens. */
  socketDir: z.string().nullable(),
});
type Holder = z.infer<typeof holderSchema>;

export interface DataLock {
  /** Tells other processes of this machine (the administrator's commands) where the database listens. */
  publish(socketDir: string): Promise<void>;
  release(): Promise<void>;
}

/**
 * Takes the data folder for this process. Throws `StartError` while another server has it. What a killed server left
 * behind is taken over: its pid is gone, or belongs to a process that began at another time.
 */
export async function lockDataFolder(dataDir: string): Promise<DataLock> {
  const file = join(dataDir, LOCK_FILE);
  const mine: Holder = { pid: process.pid, started: await startOf(process.pid), socketDir: null };
  for (let attempt = 0; attempt < 400; attempt += 1) {
    if (await create(file, mine)) return held(file, mine);
    const content = await readFile(file, "utf8").catch(() => null);
    if (content === null) continue;
    const holder = parse(content);
    if (holder && (await isRunning(holder))) {
      throw new StartError(
        `The data folder ${dataDir} is in use by another Postil server (process ${holder.pid}). ` +
          "Stop that one first, or give this one a folder of its own with POSTIL_DATA.",
      );
    }
    await takeAway(file, content);
  }
  throw new StartError(`The data folder ${dataDir} can't be locked: remove ${file} if no server is running on it.`);
}

/** Where the database of a running server on this folder listens; null when none runs. */
export async function runningSocket(dataDir: string): Promise<string | null> {
  const content = await readFile(join(dataDir, LOCK_FILE), "utf8").catch(() => null);
  const holder = content === null ? null : parse(content);
  if (!holder?.socketDir) return null;
  return (await answers(join(holder.socketDir, SOCKET_FILE))) ? holder.socketDir : null;
}

function held(file: string, mine: Holder): DataLock {
  return {
    async publish(socketDir) {
      await writeFile(`${file}.new`, JSON.stringify({ ...mine, socketDir }), { mode: 0o600 });
      await rename(`${file}.new`, file);
    },
    release: () => rm(file, { force: true }),
  };
}

/** Whole or not at all: a lock that is still being written must not look like one that was cut off. */
async function create(file: string, holder: Holder): Promise<boolean> {
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, JSON.stringify(holder), { mode: 0o600 });
  try {
    await link(draft, file);
    return true;
  } catch (error) {
    if (hasCode(error, "EEXIST")) return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

/**
 * Removes a stale lock, but not the fresh one of another server that came upon the same stale one a moment earlier:
 * whoever removes does so alone, and looks again first.
 */
async function takeAway(file: string, stale: string): Promise<void> {
  const guard = `${file}.removing`;
  try {
    await mkdir(guard);
  } catch (error) {
    if (!hasCode(error, "EEXIST")) throw error;
    await new Promise((resolve) => setTimeout(resolve, 50));
    const since = await stat(guard).catch(() => null);
    if (since && Date.now() - since.mtimeMs > ABANDONED_MS) await rm(guard, { recursive: true, force: true });
    return;
  }
  try {
    const content = await readFile(file, "utf8").catch(() => null);
    if (content === stale) await rm(file, { force: true });
  } finally {
    await rm(guard, { recursive: true, force: true });
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}

function parse(content: string): Holder | null {
  try {
    return holderSchema.parse(JSON.parse(content));
  } catch {
    return null;
  }
}

async function isRunning(holder: Holder): Promise<boolean> {
  // A server in another container has no pid here, but its socket in the shared folder answers.
  if (holder.socketDir && (await answers(join(holder.socketDir, SOCKET_FILE)))) return true;
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    if (!hasCode(error, "EPERM")) return false;
  }
  return holder.started === null || holder.started === (await startOf(holder.pid));
}

function answers(socketPath: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection(socketPath);
    const done = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(1_000, () => done(false));
    socket.once("connect", () => done(true));
    socket.once("error", () => done(false));
  });
}

/** When a process began, as Linux tells it: the boot's id and ticks since the boot (proc(5), `stat` field 22). */
async function startOf(pid: number): Promise<string | null> {
  try {
    const boot = await readFile("/proc/sys/kernel/random/boot_id", "utf8");
    const stat = await readFile(`/proc/${pid}/stat`, "utf8");
    // The command's name may hold spaces and brackets; the fields after it may not.
    const ticks = stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19];
    return ticks === undefined ? null : `${boot.trim()}/${ticks}`;
  } catch {
    return null;
  }
}
