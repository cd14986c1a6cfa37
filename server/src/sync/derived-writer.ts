import type { LayerReader } from "@postil/shared/document/readers";
import type * as Y from "yjs";
import type { PurgePlan } from "./purge/plan-purge.ts";
import type { Beside } from "./update-log.ts";

/** The article's text as a layer's derived rows count in it. */
export interface TextSnapshot {
  /** Read it, never write to it. */
  doc: Y.Doc;
  text: string;
  /** The text document's `seq`; it grows with every change of the text. */
  version: number;
}

/**
 * Rows as plain JSON objects whose names are the columns (`snake_case`), times as ISO strings. No row may stand in
 * both lists of one table, nor twice in one list: one statement writes them all.
 */
export interface DerivedBatch {
  annotations: { upsert: object[]; remove: string[] };
  tags: { upsert: object[]; remove: { annotation_id: string; tag_id: string }[] };
  comments: { upsert: object[]; remove: string[] };
}

export interface DeriveInput {
  layerId: string;
  articleId: string;
  workspaceId: string;
  /** The layer after the batch. */
  reader: LayerReader;
  /** Annotations that the batch touched (their entries, tags, comments, deletions): never empty. */
  touched: ReadonlySet<string>;
  text: TextSnapshot;
  /** Epoch ms at which the server judged the batch. */
  receivedAt: number;
}

/**
 * Turns what a layer's batch touched into rows. `annotations/` provides it under `DERIVED_WRITER`; the sync core
 * stands left of it and knows no more than this.
 */
export interface DerivedWriter {
  /** Pure and quick (it runs between judging and commit, inside the room's queue); throws only on a bug. */
  derive(input: DeriveInput): DerivedBatch;
  /**
   * Data-modifying CTEs, joined by commas, that write one `DerivedBatch` in the statement that appends to the log.
   * `batch` is the placeholder of the batch as jsonb (like `$8`), `layer` the one of the layer's id (text). The CTE
   * `head(id)` before them has one row when the append goes through and none when it lost: every one of these CTEs
   * must read from it, so that a lost append writes nothing. The text must be the same at every call.
   */
  ctes(placeholders: { batch: string; layer: string }): string;
  /** Statements that take what is purged out of the rows of one layer, in the purge's transaction. */
  purge(layerId: string, plan: PurgePlan): Beside[];
}

export const DERIVED_WRITER = Symbol("DerivedWriter");
