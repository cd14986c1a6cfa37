import { existsSync } from "node:fs";
import { chmod, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { Worker } from "node:worker_threads";
import { StartError } from "../../start-error.ts";
import { type DataLock, lockDataFolder, SOCKET_FILE } from "./data-lock.ts";

export interface EmbeddedOptions {
  /** The built worker, for those who run from source: Node 20 runs no TypeScript in a worker. */
  worker?: URL;
  /** How often the worker is asked for a sign of life, and how many it may miss before it is ended. */
  pingMs?: number;
  missedPings?: number;
}

/** Bytes of the longest path of a Unix socket that every system takes (sun_path is 104 to 108, with its end). */
const MAX_SOCKET_PATH = 100;
const CLOSE_PATIENCE_MS = 3_000;
const REOPEN_PAUSE_MS = 2_000;

/**
 * The embedded PostgreSQL (PGlite) of one data folder, in a worker thread, on a Unix socket that only this user can
 * reach. A watchdog reopens it when a query hangs or the thread dies; its clients see a broken connection.
 */
export class EmbeddedDatabase {
  private worker: Worker | null = null;
  private watchdog: NodeJS.Timeout | null = null;
  private missed = 0;
  private closing = false;

  private constructor(
    private readonly folder: string,
    /** Folder of the socket: what the `pg` driver takes as host. */
    readonly socketDir: string,
    private readonly lock: DataLock,
    private readonly options: EmbeddedOptions,
  ) {}

  /** Throws `StartError` when the folder is in use or holds no readable database. */
  static async open(dataDir: string, options: EmbeddedOptions = {}): Promise<EmbeddedDatabase> {
    await makeFolder(dataDir);
    const lock = await lockDataFolder(dataDir);
    try {
      const socketDir = await makeSocketFolder(dataDir);
      const database = new EmbeddedDatabase(join(dataDir, "database"), socketDir, lock, options);
      await database.start();
      await lock.publish(socketDir);
      return database;
    } catch (error) {
      await lock.release();
      if (error instanceof StartError) throw error;
      const reason = error instanceof Error ? error.message : String(error);
      throw new StartError(`The embedded database in ${dataDir} can't be opened (${reason}).`, { cause: error });
    }
  }

  async close(): Promise<void> {
    this.closing = true;
    if (this.watchdog) clearInterval(this.watchdog);
    const worker = this.worker;
    if (worker) {
      await new Promise<void>((resolve) => {
        const late = setTimeout(() => void worker.terminate(), CLOSE_PATIENCE_MS);
        worker.once("exit", () => {
          clearTimeout(late);
          resolve();
        });
        worker.postMessage("close");
      });
    }
    await rm(this.socketDir, { recursive: true, force: true });
    await this.lock.release();
  }

  private async start(): Promise<void> {
    const socketPath = join(this.socketDir, SOCKET_FILE);
    await rm(socketPath, { force: true });
    const worker = new Worker(this.options.worker ?? new URL("./embedded-worker.js", import.meta.url), {
      workerData: { folder: this.folder, socketPath },
      execArgv: [],
    });
    await new Promise<void>((resolve, reject) => {
      worker.once("message", resolve);
      worker.once("error", reject);
    });
    worker.removeAllListeners("error");
    worker.on("error", (error) => void report("error", `The embedded database failed: ${String(error)}`));
    worker.on("message", () => {
      this.missed = 0;
    });
    worker.once("exit", () => {
      this.worker = null;
      if (!this.closing) void this.reopen();
    });
    this.worker = worker;
    this.watch();
  }

  private watch(): void {
    if (this.watchdog) clearInterval(this.watchdog);
    this.missed = 0;
    const { pingMs = 5_000, missedPings = 6 } = this.options;
    this.watchdog = setInterval(() => {
      if (this.missed >= missedPings) {
        void report(
          "error",
          `A query has held the embedded database for ${(pingMs * missedPings) / 1000} s: reopening it.`,
        );
        void this.worker?.terminate();
        return;
      }
      this.missed += 1;
      this.worker?.postMessage("ping");
    }, pingMs);
    this.watchdog.unref();
  }

  private async reopen(): Promise<void> {
    if (this.watchdog) clearInterval(this.watchdog);
    while (!this.closing) {
      try {
        await this.start();
        void report("warn", "The embedded database was reopened.");
        return;
      } catch (error) {
        void report("error", `The embedded database can't be reopened: ${String(error)}`);
        await new Promise((resolve) => setTimeout(resolve, REOPEN_PAUSE_MS));
      }
    }
  }
}

async function makeFolder(dataDir: string): Promise<void> {
  try {
    await makeFolders(resolve(dataDir));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StartError(`The data folder ${dataDir} can't be made (${reason}): choose another with POSTIL_DATA.`);
  }
}

/** Not by Node's `recursive`, which never ends where the system makes no folders, as in /proc. */
async function makeFolders(path: string): Promise<void> {
  try {
    await mkdir(path, { mode: 0o700 });
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : null;
    if (code === "EEXIST") return;
    const parent = dirname(path);
    if (code !== "ENOENT" || parent === path || existsSync(parent)) throw error;
    await makeFolders(parent);
    await mkdir(path, { mode: 0o700 });
  }
}

/** In the data folder; in the system's folder for temporary files when that path is too long for a socket. */
async function makeSocketFolder(dataDir: string): Promise<string> {
  const inside = join(dataDir, "socket");
  if (Buffer.byteLength(join(inside, SOCKET_FILE)) > MAX_SOCKET_PATH) return mkdtemp(join(tmpdir(), "postil-"));
  await mkdir(inside, { recursive: true, mode: 0o700 });
  await chmod(inside, 0o700);
  return inside;
}

/** Nest is loaded while the database opens; here it is needed only when something goes wrong. */
async function report(level: "error" | "warn", message: string): Promise<void> {
  const { Logger } = await import("@nestjs/common");
  new Logger("EmbeddedDatabase")[level](message);
}
