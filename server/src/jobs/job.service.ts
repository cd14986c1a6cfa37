import { randomUUID } from "node:crypto";
import { join } from "node:path";
import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
  type OnModuleDestroy,
} from "@nestjs/common";
import { newId } from "@postil/shared/schema/ids";
import type { Job } from "@postil/shared/schema/job";
import { DataSource } from "typeorm";
import { CONFIG, type Config } from "../platform/config.ts";
import { AppError, gone, notFound, tooMany } from "../platform/errors.ts";
import { Events } from "../platform/events.ts";
import { attached } from "../platform/file-name.ts";
import { AccessService } from "../workspaces/access.ts";
import { type Chunks, JobFiles } from "./job-files.ts";
import { JobStore, type Outcome, type StoredJob, shownJob } from "./job-store.ts";

/** What a job is handed to work with. */
export interface JobRun {
  /** Aborted when it is cancelled, or the server stops. */
  readonly signal: AbortSignal;
  /** Cheap: call it as often as something moves on. */
  progress(done: number, total: number): void;
  /** Writes its one file; resolves when that is on disk. `name`: what it is called when it is fetched. */
  file(name: string, contentType: string, chunks: Chunks): Promise<void>;
}

export interface JobOwner {
  userId: string;
  workspaceId: string;
}

/** At work at a time in this process; the others wait for their turn. */
const AT_ONCE = 2;
/** Unfinished ones of one person. */
const MOST_UNFINISHED = 3;
const TELL_EVERY_MS = 500;
const BEAT_EVERY_MS = 10_000;
const SWEEP_EVERY_MS = 10 * 60 * 1000;
const STOPPED = reason(new AppError(503, "server_stopped", "The server stopped; start it again."));

interface Active {
  job: StoredJob;
  abort: AbortController;
  run: (run: JobRun) => Promise<void>;
}

/**
 * Does what takes longer than a request: with progress, a file at its end, and a way to cancel it, on whichever server
 * it runs. A job of a server that died is failed by the next that looks.
 */
@Injectable()
export class JobService implements OnApplicationBootstrap, OnModuleDestroy, OnApplicationShutdown {
  private readonly logger = new Logger("Jobs");
  private readonly store: JobStore;
  private readonly files: JobFiles;
  private readonly active = new Map<string, Active>();
  private readonly running = new Set<Promise<void>>();
  private readonly waiting: Active[] = [];
  private readonly timers: NodeJS.Timeout[] = [];
  private stopped = false;

  constructor(
    dataSource: DataSource,
    @Inject(CONFIG) private readonly config: Config,
    private readonly events: Events,
    private readonly access: AccessService,
  ) {
    this.store = new JobStore(dataSource, randomUUID());
    this.files = new JobFiles(join(config.dataDir, "jobs"));
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.lookAfter(this.config.databaseUrl === null);
    this.timers.push(
      setInterval(() => void this.beat(), BEAT_EVERY_MS).unref(),
      setInterval(() => void this.lookAfter(false), SWEEP_EVERY_MS).unref(),
    );
  }

  onModuleDestroy(): void {
    this.stopped = true;
    for (const timer of this.timers) clearInterval(timer);
  }

  /** Breaks off what is at work, and says so. */
  async onApplicationShutdown(): Promise<void> {
    const left = [...this.active.values()];
    for (const { abort } of left) abort.abort();
    await Promise.allSettled(this.running);
    for (const { job } of left) {
      await this.store.end(job.id, { state: "failed", ...STOPPED }).catch(() => null);
    }
  }

  /** Answers at once. What `run` throws fails the job: an AppError in its own words. */
  async start(kind: string, { userId, workspaceId }: JobOwner, run: Active["run"]): Promise<Job> {
    const job = await this.store.add({ id: newId(), workspaceId, userId, kind }, MOST_UNFINISHED);
    if (!job) throw tooMany(10, "Three of your files are being made already. Wait for one, or cancel it.");
    const active: Active = { job, abort: new AbortController(), run };
    this.active.set(job.id, active);
    this.waiting.push(active);
    this.next();
    return shownJob(job);
  }

  async list(userId: string, workspaceId: string): Promise<Job[]> {
    await this.access.require(userId, workspaceId, "read");
    return (await this.store.list(workspaceId, userId)).map(shownJob);
  }

  async find(userId: string, id: string): Promise<Job> {
    return shownJob(await this.own(userId, id));
  }

  /** One that has ended stays as it is. */
  async cancel(userId: string, id: string): Promise<Job> {
    const job = await this.own(userId, id);
    const cancelled = await this.store.end(id, { state: "cancelled" });
    this.active.get(id)?.abort.abort();
    if (cancelled) this.tell(cancelled);
    return shownJob(cancelled ?? job);
  }

  /** Its file, for who is still a member. */
  async download(userId: string, id: string) {
    const job = await this.own(userId, id);
    if (!job.file) throw notFound("There is no such file, or it isn't finished yet.");
    const file = await this.files.open(id);
    if (!file) throw gone("job_file_gone", "This file is no longer here. Make it again.");
    return { ...file, contentDisposition: attached(job.file.name), contentType: job.contentType };
  }

  private async own(userId: string, id: string): Promise<StoredJob> {
    const job = await this.store.find(id, userId);
    // Who has left the workspace takes nothing out of it any more.
    if (!job || !(await this.access.find(userId, job.workspaceId))) throw notFound();
    return job;
  }

  private next(): void {
    while (!this.stopped && this.running.size < AT_ONCE) {
      const active = this.waiting.shift();
      if (!active) return;
      const work = this.work(active).finally(() => {
        this.running.delete(work);
        this.active.delete(active.job.id);
        this.next();
      });
      this.running.add(work);
    }
  }

  private async work({ job: { id }, abort, run }: Active): Promise<void> {
    let written: Outcome["file"];
    const told = new Progress(async (done, total) => {
      const moved = await this.store.progress(id, done, total);
      if (moved) this.tell(moved);
      else abort.abort();
    });
    try {
      const begun = await this.store.begin(id);
      if (!begun) return;
      this.tell(begun);
      await run({
        signal: abort.signal,
        progress: (done, total) => told.set(done, total),
        file: async (name, contentType, chunks) => {
          written = { name, contentType, bytes: await this.files.write(id, chunks, abort.signal) };
        },
      });
      abort.signal.throwIfAborted();
      await told.flush();
      await this.end(id, { state: "done", ...(written ? { file: written } : {}) });
    } catch (error) {
      await told.flush().catch(() => undefined);
      await this.failed(id, abort.signal, error);
    }
  }

  private async failed(id: string, signal: AbortSignal, error: unknown): Promise<void> {
    await this.files.remove(id).catch(() => undefined);
    // Cancelled, or the server stops: said elsewhere.
    if (signal.aborted) return;
    if (!(error instanceof AppError)) {
      this.logger.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
    }
    await this.end(id, { state: "failed", ...reason(error) }).catch((why: unknown) => {
      this.logger.warn(`a job's end can't be noted: ${why instanceof Error ? why.message : String(why)}`);
    });
  }

  private async end(id: string, outcome: Outcome): Promise<void> {
    const ended = await this.store.end(id, outcome);
    if (ended) this.tell(ended);
    else await this.files.remove(id);
  }

  private tell(job: StoredJob): void {
    this.events.emit("jobProgress", { userId: job.userId, job: shownJob(job) });
  }

  /** Notices, too, what another server cancelled. */
  private async beat(): Promise<void> {
    try {
      const ids = [...this.active.keys()];
      const living = await this.store.beat(ids);
      for (const id of ids) if (!living.has(id)) this.active.get(id)?.abort.abort();
      await this.store.failLost(false, STOPPED.code, STOPPED.message);
    } catch (error) {
      this.logger.warn(`jobs can't be looked after: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  private async lookAfter(alone: boolean): Promise<void> {
    try {
      await this.store.failLost(alone, STOPPED.code, STOPPED.message);
      await this.store.removeExpired();
      await this.files.sweep((ids) => this.store.known(ids));
    } catch (error) {
      if (!this.stopped) this.logger.warn(`old jobs stay: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}

/** Passes on how far something is, the first time at once and then so many times a second. */
class Progress {
  private at: [number, number] | null = null;
  private last = 0;
  private saying: Promise<void> = Promise.resolve();

  constructor(private readonly say: (done: number, total: number) => Promise<void>) {}

  set(done: number, total: number): void {
    this.at = [done, total];
    if (Date.now() - this.last < TELL_EVERY_MS) return;
    this.last = Date.now();
    this.saying = this.flush();
    this.saying.catch(() => undefined);
  }

  async flush(): Promise<void> {
    await this.saying.catch(() => undefined);
    const at = this.at;
    this.at = null;
    if (at) await this.say(...at);
  }
}

function reason(error: unknown): { code: string; message: string } {
  if (error instanceof AppError) return { code: error.code, message: error.message };
  const full = new AppError(507, "disk_full", "The server's disk is full. Nothing was kept; try again later.");
  if (error instanceof Error && "code" in error && error.code === "ENOSPC") return full;
  return { code: "internal", message: "Something went wrong on the server. Try again." };
}
