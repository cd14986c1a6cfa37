import { layerMap } from "@postil/shared/document/layer-document";
import * as operations from "@postil/shared/document/operations";
import * as Y from "yjs";
import type { Random } from "../../server/src/sync/testing/random.ts";
import type { HttpClient } from "./http-client.ts";
import { RawClient, until } from "./sync-client.ts";
import { type Written, WrittenHistory } from "./written-history.ts";

const TAGS = ["tag-number-000001", "tag-number-000002", "tag-number-000003"];
const JOIN_PATIENCE_MS = 30_000;

/**
 * Somebody who goes on annotating, tagging, commenting and deleting over broken connections, and knows what was
 * acknowledged. All keys it writes are its own, also among several tabs of one person, and no two values under one key
 * are the same.
 */
export class PersistentWriter {
  doc = new Y.Doc();
  readonly history = new WrittenHistory();
  readonly counts = { written: 0, acknowledged: 0 };
  refused: string[] = [];
  /** Highest `seq` that an acknowledgement has named, over all connections. */
  lastSeq = 0;
  private connection: RawClient | null = null;
  private connecting = false;
  /** What waits for the acknowledgement of a MARK of this connection. */
  private sent: { mark: number; number: number; written: Written[] }[] = [];
  private lastAcknowledged = 0;
  private ticks = 0;

  constructor(
    private readonly client: HttpClient,
    readonly layer: string,
    private readonly actor: string,
    private readonly random: Random,
  ) {}

  get isConnected(): boolean {
    return this.connection !== null && !this.connecting;
  }

  /** False when the server went away meanwhile. `client`: comes to another server. */
  async connect(client = this.client): Promise<boolean> {
    this.connecting = true;
    // Now and then a new page over the copy that was kept on the device: the same edits under another clientID.
    if (this.random.chance(0.2)) this.reload();
    const connection = RawClient.of(client, this.layer, { doc: this.doc });
    this.connection = connection;
    let open = true;
    void connection.closed.then(() => {
      open = false;
      // What is written from now on is sent by no frame of this connection, nor acknowledged by what it heard.
      if (this.connection === connection) this.disconnect();
    });
    await until(() => !open || (connection.synced && connection.acks.length > 0), JOIN_PATIENCE_MS);
    if (!open) this.disconnect();
    else this.collect();
    this.connecting = false;
    return open;
  }

  /** One edit, if there is a connection or none at all: while one opens it would wait for the next. */
  write(): void {
    const { connection } = this;
    if (this.connecting) return;
    const written = this.history.write(this.doc, () => this.edit());
    if (written.length === 0) return;
    this.counts.written++;
    this.sent.push({ mark: connection?.lastMark ?? 1, number: this.counts.written, written });
  }

  /** Takes in what was acknowledged, as the wire told it before it broke. */
  disconnect(): void {
    this.collect();
    const { connection } = this;
    this.connection = null;
    if (!connection) return;
    connection.close();
    this.refused.push(...connection.refusals.map(({ code, reason }) => `${code}: ${reason}`));
    // Not sent again by frames of their own: the next connection's first frame brings them all.
    for (const waiting of this.sent) waiting.mark = 1;
  }

  /** Takes in the acknowledgements that have come. */
  collect(): void {
    const { mark, seq } = this.connection?.acks.at(-1) ?? { mark: 0, seq: 0 };
    this.lastSeq = Math.max(this.lastSeq, seq);
    const left = this.sent.filter((waiting) => waiting.mark > mark);
    for (const { written, number } of this.sent.filter((waiting) => waiting.mark <= mark)) {
      this.lastAcknowledged = Math.max(this.lastAcknowledged, number);
      this.history.acknowledge(written);
      this.counts.acknowledged++;
    }
    this.sent = left;
  }

  /** How many edits wait for their acknowledgement. */
  get waiting(): number {
    this.collect();
    return this.sent.length;
  }

  /** Whether an edit has been acknowledged that was written after the first `count`. */
  acknowledgedBeyond(count: number): boolean {
    this.collect();
    return this.lastAcknowledged > count;
  }

  /** The close's code of the connection there is. */
  get closed(): Promise<number> {
    return this.connection?.closed ?? Promise.resolve(0);
  }

  private reload(): void {
    const kept = Y.encodeStateAsUpdate(this.doc);
    this.doc.destroy();
    this.doc = new Y.Doc();
    Y.applyUpdate(this.doc, kept, "kept");
  }

  private edit(): void {
    const { doc, random } = this;
    const context = { actor: this.actor, now: 1_750_000_000_000 + ++this.ticks };
    const text = `${this.actor} ${this.ticks}`;
    const own = [...this.own("annotations")];
    const annotation = random.pick(own);
    const dice = random.next();
    if (!annotation || dice < 0.35) {
      operations.annotate(doc, context, {
        on: "article",
        note: text,
        tags: random.chance(0.4) ? [TAGS[0] as string] : [],
      });
    } else if (dice < 0.55) operations.setNote(doc, context, annotation, text);
    else if (dice < 0.7) {
      const tag = random.pick(TAGS) as string;
      if (layerMap(doc, "tags").has(`${annotation}/${tag}`)) operations.removeTag(doc, context, annotation, tag);
      else operations.addTag(doc, context, annotation, tag);
    } else if (dice < 0.8) {
      const on = random.pick([...layerMap(doc, "annotations").keys()]) ?? annotation;
      operations.comment(doc, context, { annotation: on, text });
    } else if (dice < 0.88) {
      const comment = random.pick([...this.own("comments")]);
      if (comment) operations.editComment(doc, context, comment, text);
    } else {
      const target = random.chance(0.3) ? (random.pick([...this.own("comments")]) ?? annotation) : annotation;
      if (layerMap(doc, "deletions").has(target)) operations.restore(doc, context, target);
      else operations.remove(doc, context, target);
    }
  }

  private *own(map: "annotations" | "comments"): Iterable<string> {
    for (const id of layerMap(this.doc, map).keys()) if (this.history.has(`${map}/${id}`)) yield id;
  }
}
