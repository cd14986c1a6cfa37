import type { DataSource } from "typeorm";
import type { BuiltEpoch } from "../compaction/build-snapshot.ts";
import type { DerivedWriter } from "../derived-writer.ts";
import type { PurgePlan } from "../purge/plan-purge.ts";
import type { Beside, LoadedDocument } from "../update-log.ts";
import { RaceLost } from "./pg-pool.ts";
import { rewriteAsEpoch } from "./postgres-snapshots.ts";

/** Entries of $1 whose history goes: all of $2's, and the words of $3's. */
const GOES = `document_id = $1 and (
  (map not in ('tags', 'reactions') and key = any($2))
  or (map in ('tags', 'reactions') and split_part(key, '/', 1) = any($2))
  or (map = 'commentTexts' and key = any($3)) or (map = 'reactions' and split_part(key, '/', 1) = any($3)))`;

export interface Purge {
  loaded: Pick<LoadedDocument, "name" | "layerId" | "epoch" | "headSeq" | "aclVersion">;
  plan: PurgePlan;
  epoch: BuiltEpoch;
  /** What else belongs to the transaction. */
  beside: readonly Beside[];
}

/**
 * Begins the layer's next epoch without what is purged, and takes that out of the history and the derived rows, in one
 * transaction. Of what was moderated it stays told that it was, and by whom. False, and nothing is changed: somebody
 * has written, or rights have changed, since the document was loaded.
 */
export async function storePurge(
  dataSource: DataSource,
  derived: DerivedWriter | null,
  purge: Purge,
): Promise<boolean> {
  const { loaded, plan, epoch, beside } = purge;
  const { name, layerId } = loaded;
  const gone = [...plan.annotations, ...plan.comments];
  try {
    await dataSource.transaction(async (manager) => {
      const found: unknown[] = await manager.query(
        `select d.id from document d join workspace w on w.id = d.workspace_id
          where d.id = $1 and d.epoch = $2 and d.head_seq = $3 and w.acl_version = $4 for update of d`,
        [name, loaded.epoch, loaded.headSeq, loaded.aclVersion],
      );
      if (found.length === 0) throw new RaceLost();
      await rewriteAsEpoch(manager, { document: name, epoch: loaded.epoch + 1, uptoSeq: loaded.headSeq }, epoch);
      await manager.query(
        "insert into erased_entry (document_id, id) select $1, unnest($2::text[]) on conflict do nothing",
        [name, [...gone, ...plan.emptied]],
      );
      await manager.query(`delete from entry_revision where not moderates and ${GOES}`, [name, gone, plan.emptied]);
      await manager.query(
        `update entry_revision
            set value = jsonb_build_object('erased', case when key = any($4) then 'comment' else 'annotation' end)
          where moderates and value is not null and ${GOES}`,
        [name, gone, plan.emptied, plan.comments],
      );
      const rows = derived && layerId !== null ? derived.purge(layerId, plan) : [];
      for (const { text, values } of [...rows, ...beside]) await manager.query(text, values);
    });
    return true;
  } catch (error) {
    if (error instanceof RaceLost) return false;
    throw error;
  }
}
