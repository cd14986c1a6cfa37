import { existsSync } from "node:fs";
import { chmod, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";

export class EmbeddedDatabase {
  private constructor(
    readonly socketDir: string,
    private readonly worker: Worker,
  ) {}

  static async open(dataDir: string): Promise<EmbeddedDatabase> {
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
    const socketDir = await mkdtemp(join(tmpdir(), "postil-"));
    await chmod(socketDir, 0o700);
    const worker = new Worker(workerUrl(), {
      workerData: { dataDir: join(dataDir, "database"), socketPath: join(socketDir, ".s.PGSQL.5432") },
    });
    await new Promise<void>((resolve, reject) => {
      worker.once("message", () => resolve());
      worker.once("error", reject);
    });
    return new EmbeddedDatabase(socketDir, worker);
  }

  async close(): Promise<void> {
    const exited = new Promise((resolve) => this.worker.once("exit", resolve));
    this.worker.postMessage("close");
    await exited;
    await rm(this.socketDir, { recursive: true, force: true });
  }
}

/** Node 20 can't run TypeScript in a worker: started from source (tests), the built one is taken. */
function workerUrl(): URL {
  if (!import.meta.url.endsWith(".ts")) return new URL("./embedded-worker.js", import.meta.url);
  const built = new URL("../../../../dist/platform/database/embedded/embedded-worker.js", import.meta.url);
  if (!existsSync(fileURLToPath(built))) throw new Error("Build the server first: npm run build");
  return built;
}
