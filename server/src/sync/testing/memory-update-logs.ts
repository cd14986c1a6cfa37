import type { Append, AppendAllResult, Beside, DocumentHead, UpdateLog } from "../update-log.ts";
import { MemoryUpdateLog } from "./memory-update-log.ts";

/** Several documents in memory, as one database: what is appended together is appended or not. */
export class MemoryUpdateLogs implements UpdateLog {
  /** Runs before anything of several documents is stored: to delay it, to make it fail, or to write first. */
  before: () => Promise<void> | void = () => undefined;
  readonly beside: Beside[] = [];
  /** The documents of each `appendAll`, in its order. */
  readonly together: string[][] = [];
  private readonly logs: ReadonlyMap<string, MemoryUpdateLog>;

  constructor(names: readonly string[]) {
    this.logs = new Map(names.map((name) => [name, new MemoryUpdateLog({ name, kind: "layer" })]));
  }

  of(document: string): MemoryUpdateLog {
    const log = this.logs.get(document);
    if (!log) throw new Error(`there is no ${document}`);
    return log;
  }

  async appendAll(appends: readonly Append[], beside: readonly Beside[] = []): Promise<AppendAllResult> {
    this.together.push(appends.map(({ document }) => document));
    await this.before();
    if (!appends.every((append) => this.of(append.document).fits(append))) return { kind: "conflict" };
    this.beside.push(...beside);
    return { kind: "committed", seqs: appends.map((append) => this.of(append.document).store(append)) };
  }

  load(document: string) {
    return this.of(document).load();
  }

  head(document: string) {
    return this.of(document).head();
  }

  async heads(documents: readonly string[]): Promise<Map<string, DocumentHead>> {
    const heads = new Map<string, DocumentHead>();
    for (const document of documents) {
      const head = await this.head(document);
      if (head) heads.set(document, head);
    }
    return heads;
  }

  since(document: string, epoch: number, seq: number) {
    return this.of(document).since(document, epoch, seq);
  }

  turn(document: string) {
    return this.of(document).turn();
  }

  append(append: Append) {
    return this.of(append.document).append(append);
  }

  reserve(document: string, clients: { client: number; actor: string }[]) {
    return this.of(document).reserve(document, clients);
  }
}
