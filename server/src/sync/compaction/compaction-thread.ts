import { Worker } from "node:worker_threads";
import type { PurgeTargets } from "../purge/plan-purge.ts";
import { type LoadedDocument, QuarantinedError } from "../update-log.ts";
import { type BuiltEpoch, type BuiltPurge, type BuiltSnapshot, VerificationError } from "./build-snapshot.ts";
import { rootNames } from "./roots.ts";
import { packRows, type WorkAnswer, type WorkKind, type WorkRequest } from "./worker-messages.ts";

export interface Built {
  snapshot: BuiltSnapshot;
  epoch: BuiltEpoch;
}

/** Where snapshots are built and verified. */
export interface SnapshotBuilder {
  /** Throws QuarantinedError, VerificationError, or what kept it from working. `loaded` is not usable afterwards. */
  build<K extends WorkKind>(kind: K, loaded: LoadedDocument): Promise<Built[K]>;
  stop(): Promise<void>;
}

/** A document that takes longer hangs. */
const PATIENCE_MS = 120_000;
/** The thread and its memory are given back when nothing has been asked of it for this long. */
const IDLE_MS = 30_000;

/** The thread that snapshots are built in: one, started when it is needed, one document at a time. */
export class CompactionThread implements SnapshotBuilder {
  private worker: Worker | null = null;
  private idle: NodeJS.Timeout | undefined;

  /** `url`: the built worker, for those who run from source (Node 20 runs no TypeScript in a worker). */
  constructor(private readonly url: URL = new URL("./compaction-worker.js", import.meta.url)) {}

  async build<K extends WorkKind>(kind: K, loaded: LoadedDocument): Promise<Built[K]> {
    return (await this.built({ kind, document: documentOf(loaded) })) as Built[K];
  }

  /** A new epoch without what is to go. The same errors. */
  async purge(loaded: LoadedDocument, purge: PurgeTargets): Promise<BuiltPurge> {
    return (await this.built({ kind: "epoch", document: documentOf(loaded), purge })) as BuiltPurge;
  }

  private async built(request: WorkRequest): Promise<unknown> {
    clearTimeout(this.idle);
    const answer = await this.ask(request);
    this.idle = setTimeout(() => void this.stop(), IDLE_MS);
    this.idle.unref();
    if ("built" in answer) return answer.built;
    throw new (answer.name === "QuarantinedError" ? QuarantinedError : VerificationError)(answer.problem);
  }

  async stop(): Promise<void> {
    clearTimeout(this.idle);
    const { worker } = this;
    this.worker = null;
    await worker?.terminate();
  }

  private ask(request: WorkRequest): Promise<WorkAnswer> {
    const worker = this.worker ?? this.start();
    return new Promise((resolve, reject) => {
      const finish = () => {
        clearTimeout(late);
        worker.off("message", answered).off("error", fail).off("exit", ended);
      };
      const answered = (answer: WorkAnswer) => {
        finish();
        resolve(answer);
      };
      const fail = (error: Error) => {
        finish();
        if (this.worker === worker) this.worker = null;
        void worker.terminate();
        reject(error);
      };
      const ended = () => fail(new Error("its thread has ended"));
      const late = setTimeout(() => fail(new Error(`it has taken more than ${PATIENCE_MS / 1000} s`)), PATIENCE_MS);
      worker.on("message", answered).on("error", fail).on("exit", ended);
      const { snapshot, rows } = request.document;
      const moved = [rows.bytes.buffer, rows.lengths.buffer];
      worker.postMessage(request, snapshot ? [...moved, snapshot.buffer as ArrayBuffer] : moved);
    });
  }

  private start(): Worker {
    const worker = new Worker(this.url, { execArgv: [] });
    this.worker = worker;
    // A thread that fails between two jobs is replaced at the next; it must not end the process.
    worker.on("error", () => {});
    worker.once("exit", () => {
      if (this.worker === worker) this.worker = null;
    });
    worker.unref();
    return worker;
  }
}

function documentOf({ name, kind, snapshot, updates }: LoadedDocument): WorkRequest["document"] {
  return { name, roots: rootNames(kind), snapshot, rows: packRows(updates) };
}
