import * as Y from "yjs";
import { SYSTEM_ACTOR } from "../../articles/article-documents.ts";
import { applyUpdate } from "../codec/fast-decoder.ts";
import { encodeParts } from "../gate/encode.ts";
import type { ApprovedEntry, ApprovedUpdate, Verdict } from "../gate/verdict.ts";
import type { Append, EntryRevision } from "../update-log.ts";
import type { Connection } from "./connection.ts";
import type { Applied, DocumentState } from "./document-state.ts";
import { LateEdits } from "./late-edits.ts";
import { isModeration } from "./moderation.ts";
import type { ServerWrite } from "./task.ts";

/** The gate let something else happen than it had approved. The room that finds it closes. */
export class GateMismatch extends Error {
  override readonly name = "GateMismatch";
}

/** What one append will hold: collects what was judged, applies it, and says what has changed. */
export class Batch {
  /** Highest MARK of each connection that this batch answers. */
  readonly marks = new Map<Connection, number>();
  private readonly byActor = new Map<string, ApprovedUpdate[]>();
  private readonly entries = new Map<string, ApprovedEntry & { actor: string }>();
  private readonly newClients: Append["clients"] = [];
  /** Updates of the server's own. */
  private readonly newlines: Uint8Array[] = [];
  private touchesText = false;

  constructor(private readonly state: DocumentState) {}

  get isEmpty(): boolean {
    return this.byActor.size === 0;
  }

  /**
   * Takes in an approved update and applies it: the next one is judged on top of it. One with `restores` must be alone
   * in its batch, so that what the server adds is stored in its row.
   */
  add(actor: string, update: ApprovedUpdate): void {
    const updates = this.byActor.get(actor);
    if (updates) updates.push(update);
    else this.byActor.set(actor, [update]);
    this.note(actor, update);
    for (const client of update.newClients) {
      this.newClients.push({ client, actor });
      this.state.clients.set(client, actor);
    }
    const late = this.isPrivate ? LateEdits.before(this.state.doc, update.entries) : null;
    applyUpdate(this.state.doc, update.bytes, actor);
    if (late) this.note(actor, { entries: late.keep(), touchesText: false });
    for (const { map, key, value } of update.restores) this.state.doc.getMap(map).set(key, value);
    const newline = update.touchesText ? this.state.endText() : null;
    if (newline) this.newlines.push(newline);
  }

  /** Takes in what the server wrote by itself; the history of entries names `entriesBy`. */
  noteWrite(actor: string, write: ServerWrite, entriesBy = actor): void {
    this.byActor.set(actor, []);
    this.note(entriesBy, write);
    if (!this.isPrivate) return;
    this.note(entriesBy, { entries: LateEdits.of(this.state.doc, write.entries).keep(), touchesText: false });
  }

  /** Compares what was applied with what was approved. Throws GateMismatch. */
  verify(applied: Applied): void {
    const difference = this.state.difference(applied.transaction, this.entries, this.touchesText);
    if (difference) throw new GateMismatch(difference);
  }

  /** One row an actor, the server's own last; a batch of one actor is stored as it goes out. */
  rows(applied: Uint8Array): Append["rows"] {
    if (this.byActor.size === 1) return [...this.byActor.keys()].map((actor) => ({ actor, bytes: applied }));
    const rows = [...this.byActor].map(([actor, updates]) => ({
      actor,
      bytes: updates.length === 1 ? (updates[0] as ApprovedUpdate).bytes : encodeParts(updates),
    }));
    if (this.newlines.length > 0) rows.push({ actor: SYSTEM_ACTOR, bytes: Y.mergeUpdates(this.newlines) });
    return rows;
  }

  clients(applied: Applied): Append["clients"] {
    const own = this.state.doc.clientID;
    const before = applied.transaction.beforeState.get(own) ?? 0;
    const wrote = applied.transaction.afterState.get(own) ?? 0;
    // The first time that the server writes under this clientID, nobody else may ever.
    if (before === 0 && wrote > 0)
      return [...this.newClients, { client: own, actor: this.state.clients.get(own) ?? "" }];
    return this.newClients;
  }

  /** The readable history: each touched entry as it is now. */
  revisions(): EntryRevision[] {
    const revisions: EntryRevision[] = [];
    for (const { map, key, actor } of this.entries.values()) {
      const revision: EntryRevision = { map, key, actor, value: this.state.doc.getMap(map).get(key) };
      if (this.state.kind === "layer" && isModeration(this.state.doc, revision)) revision.moderates = true;
      revisions.push(revision);
    }
    return revisions;
  }

  /** Annotations whose entries, tags, comments or deletions were touched. */
  touched(): Set<string> {
    const ids = new Set<string>();
    const { reader } = this.state;
    if (!reader) return ids;
    for (const { map, key } of this.entries.values()) {
      const id = reader.annotationOf(map as Parameters<typeof reader.annotationOf>[0], key);
      if (id !== null) ids.add(id);
    }
    return ids;
  }

  /** Only one person ever writes there: what the server adds is stored in their row. */
  private get isPrivate(): boolean {
    return this.state.loaded.layerKind === "private";
  }

  private note(actor: string, update: ServerWrite): void {
    this.touchesText ||= update.touchesText;
    for (const entry of update.entries) {
      const id = `${entry.map}/${entry.key}`;
      const before = this.entries.get(id);
      const values = before ? [...before.values, ...entry.values] : entry.values;
      this.entries.set(id, { ...entry, values, actor, mayBeGone: entry.mayBeGone || before?.mayBeGone === true });
    }
  }
}

export type Refusal = Extract<Verdict, { kind: "refused" }>["refusal"];
