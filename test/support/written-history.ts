import { changedEntries } from "@postil/shared/document/changes";
import type * as Y from "yjs";

interface Entry {
  /** What was written under it, one after the other, each different from all others; "null": taken out. */
  values: string[];
  /** Index of the last value that was acknowledged, -1 for none. */
  acknowledged: number;
}

/** Names one value of one entry. */
export interface Written {
  id: string;
  index: number;
}

/**
 * What one person wrote under keys that nobody else writes: what of it must be there, and in what order it may have
 * come to the log.
 */
export class WrittenHistory {
  private readonly entries = new Map<string, Entry>();

  /** Runs one operation on a layer and notes what it wrote; empty when it wrote nothing. */
  write(doc: Y.Doc, operation: () => void): Written[] {
    const written: Written[] = [];
    const note = (transaction: Y.Transaction) => {
      for (const { map, key, value } of changedEntries(doc, transaction)) {
        const id = `${map}/${key}`;
        const entry = this.entries.get(id) ?? { values: [], acknowledged: -1 };
        this.entries.set(id, entry);
        written.push({ id, index: entry.values.push(canonical(value)) - 1 });
      }
    };
    doc.on("afterTransaction", note);
    try {
      operation();
    } finally {
      doc.off("afterTransaction", note);
    }
    return written;
  }

  acknowledge(written: readonly Written[]): void {
    for (const { id, index } of written) {
      const entry = this.entries.get(id);
      if (entry) entry.acknowledged = Math.max(entry.acknowledged, index);
    }
  }

  has(id: string): boolean {
    return this.entries.has(id);
  }

  /** Entries that hold something older than what was acknowledged, or what was never written. */
  lost(stored: ReadonlyMap<string, string>): string[] {
    const lost: string[] = [];
    for (const [id, { values, acknowledged }] of this.entries) {
      const value = stored.get(id) ?? "null";
      const index = values.lastIndexOf(value);
      if (acknowledged >= 0 ? index < acknowledged : index < 0 && value !== "null") lost.push(id);
    }
    return lost;
  }

  /** Entries that don't hold what was written last: for a moment when all has been sent and acknowledged. */
  unfinished(stored: ReadonlyMap<string, string>): string[] {
    return [...this.entries]
      .filter(([id, { values }]) => (stored.get(id) ?? "null") !== values.at(-1))
      .map(([id]) => id);
  }

  /** Whether the log's history of an entry tells these values once each, in the order in which they were written. */
  tellsOnce(id: string, revisions: readonly string[]): boolean {
    const values = this.entries.get(id)?.values ?? [];
    let from = 0;
    for (const revision of revisions) {
      const found = values.indexOf(revision, from);
      if (found < 0) return false;
      from = found + 1;
    }
    return true;
  }
}

/** JSON with the keys of objects in order, since jsonb keeps none; "null" for what isn't there. */
export function canonical(value: unknown): string {
  return (
    JSON.stringify(value, (_key, inner: unknown) =>
      typeof inner === "object" && inner !== null && !Array.isArray(inner)
        ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
        : inner,
    ) ?? "null"
  );
}
