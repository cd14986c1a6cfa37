import type { Append, AppendResult, DocumentHead, LoadedDocument, LogTail, UpdateLog } from "../update-log.ts";

/** A log in memory, for the tests of what stands above it. */
export class MemoryUpdateLog implements UpdateLog {
  readonly appends: Append[] = [];
  /** Runs before each append is stored: to delay it, to make it fail, or to write first. */
  before: () => Promise<void> | void = () => undefined;
  aclVersion = 1;
  exists = true;
  private readonly rows: Uint8Array[] = [];
  private readonly clients = new Map<number, string>();

  constructor(
    private readonly document: Pick<LoadedDocument, "name" | "kind"> = {
      name: "layer/0123456789abcdefghij",
      kind: "layer",
    },
  ) {}

  async load(): Promise<LoadedDocument | null> {
    if (!this.exists) return null;
    const { name, kind } = this.document;
    const id = name.slice(name.indexOf("/") + 1);
    return {
      name,
      kind,
      workspaceId: "workspace",
      articleId: id,
      layerId: kind === "layer" ? id : null,
      layerKind: kind === "layer" ? "team" : null,
      epoch: 1,
      headSeq: this.rows.length,
      aclVersion: this.aclVersion,
      snapshot: null,
      updates: [...this.rows],
      rowBytes: this.rows.reduce((sum, row) => sum + row.byteLength, 0),
      clients: new Map(this.clients),
    };
  }

  async head(): Promise<DocumentHead | null> {
    return this.exists ? { epoch: 1, headSeq: this.rows.length, aclVersion: this.aclVersion } : null;
  }

  async heads(documents: readonly string[]): Promise<Map<string, DocumentHead>> {
    const head = documents.includes(this.document.name) ? await this.head() : null;
    return new Map(head ? [[this.document.name, head]] : []);
  }

  async since(_document: string, epoch: number, seq: number): Promise<LogTail | null> {
    if (!this.exists || epoch !== 1) return null;
    const clients = [...this.clients].map(([client, actor]) => ({ client, actor }));
    return { headSeq: this.rows.length, aclVersion: this.aclVersion, updates: this.rows.slice(seq), clients };
  }

  async append(append: Append): Promise<AppendResult> {
    await this.before();
    if (!this.exists || append.headSeq !== this.rows.length || append.aclVersion !== this.aclVersion) {
      return { kind: "conflict" };
    }
    this.appends.push(append);
    for (const { bytes } of append.rows) this.rows.push(bytes);
    for (const { client, actor } of append.clients) this.clients.set(client, actor);
    return { kind: "committed", seq: this.rows.length };
  }

  async reserve(_document: string, clients: { client: number; actor: string }[]): Promise<Map<number, string>> {
    const owners = new Map<number, string>();
    for (const { client, actor } of clients) {
      if (!this.clients.has(client)) this.clients.set(client, actor);
      owners.set(client, this.clients.get(client) ?? actor);
    }
    return owners;
  }
}
