import type { Append, AppendResult, DocumentHead, LoadedDocument, LogTail, UpdateLog } from "../update-log.ts";
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
    if (result.kind === "committed") {
      const bytes = append.rows.reduce((sum, row) => sum + row.bytes.byteLength, 0);
      this.compactor.committed(append.document, append.rows.length, bytes);
    }
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
}
