import type {
  Append,
  AppendAllResult,
  AppendResult,
  Beside,
  DocumentHead,
  LoadedDocument,
  LogTail,
  LogTurn,
  UpdateLog,
} from "../update-log.ts";
import type { Compactor } from "./compactor.ts";

/** A log that tells the compactor what it holds and what is added to it. */
export class CountedLog implements UpdateLog {
  constructor(
    private readonly log: UpdateLog,
    private readonly compactor: Compactor,
  ) {}

  async load(document: string): Promise<LoadedDocument | null> {
    const loaded = await this.log.load(document);
    if (loaded) this.compactor.loaded(document, loaded.updates.length, loaded.rowBytes);
    return loaded;
  }

  async append(append: Append): Promise<AppendResult> {
    const result = await this.log.append(append);
    if (result.kind === "committed") this.count(append);
    return result;
  }

  async turn(document: string): Promise<LogTurn> {
    const turn = await this.log.turn(document);
    return {
      since: (epoch, seq) => turn.since(epoch, seq),
      end: () => turn.end(),
      append: async (append) => {
        const result = await turn.append(append);
        if (result.kind === "committed") this.count(append);
        return result;
      },
    };
  }

  async appendAll(appends: readonly Append[], beside?: readonly Beside[]): Promise<AppendAllResult> {
    const result = await this.log.appendAll(appends, beside);
    if (result.kind === "committed") for (const append of appends) this.count(append);
    return result;
  }

  head(document: string): Promise<DocumentHead | null> {
    return this.log.head(document);
  }

  heads(documents: readonly string[]): Promise<Map<string, DocumentHead>> {
    return this.log.heads(documents);
  }

  since(document: string, epoch: number, seq: number): Promise<LogTail | null> {
    return this.log.since(document, epoch, seq);
  }

  reserve(document: string, clients: { client: number; actor: string }[]): Promise<Map<number, string>> {
    return this.log.reserve(document, clients);
  }

  private count({ document, rows }: Append): void {
    const bytes = rows.reduce((sum, row) => sum + row.bytes.byteLength, 0);
    this.compactor.committed(document, rows.length, bytes);
  }
}
