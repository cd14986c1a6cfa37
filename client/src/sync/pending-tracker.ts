import type { EntryKey } from "@postil/shared/protocol/frames";

interface Unacknowledged {
  entries: readonly EntryKey[];
  /** The MARK of this connection that follows it; null when it has not been sent over this connection. */
  mark: number | null;
}

/**
 * Which own updates the server has not acknowledged. Marks count up a connection; an ACK covers all before it.
 */
export class PendingTracker {
  private readonly rows = new Map<string, Unacknowledged>();
  private lastMark = 0;
  private lastAck = 0;

  /** An own update, just made or found in the local copy. */
  add(id: string, entries: readonly EntryKey[]): void {
    this.rows.set(id, { entries, mark: null });
  }

  /** That update went out, followed by this MARK. */
  sent(id: string, mark: number): void {
    const row = this.rows.get(id);
    if (row) row.mark = mark;
    this.lastMark = mark;
  }

  /** All that the document holds went out, followed by this MARK. */
  sentAll(mark: number): void {
    for (const row of this.rows.values()) row.mark = mark;
    this.lastMark = mark;
  }

  /** Returns the ids of the updates that are safe now. */
  acknowledge(mark: number): string[] {
    this.lastAck = Math.max(this.lastAck, mark);
    const safe: string[] = [];
    for (const [id, row] of this.rows) {
      if (row.mark === null || row.mark > mark) continue;
      this.rows.delete(id);
      safe.push(id);
    }
    return safe;
  }

  /** The connection is gone, and with it its marks. */
  disconnected(): void {
    for (const row of this.rows.values()) row.mark = null;
    this.lastMark = 0;
    this.lastAck = 0;
  }

  /** What was unacknowledged is kept elsewhere. */
  forget(): void {
    this.rows.clear();
  }

  /** Nothing waits for an acknowledgement, and at least one MARK has been acknowledged over this connection. */
  get settled(): boolean {
    return this.rows.size === 0 && this.lastMark > 0 && this.lastAck >= this.lastMark;
  }

  get size(): number {
    return this.rows.size;
  }

  /** Every entry that some unacknowledged update wrote, each once. */
  entries(): EntryKey[] {
    const entries = new Map<string, EntryKey>();
    for (const row of this.rows.values()) for (const entry of row.entries) entries.set(JSON.stringify(entry), entry);
    return [...entries.values()];
  }
}
