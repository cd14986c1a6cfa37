import { CLOSE } from "@postil/shared/protocol/close-codes";
import type { DataSource } from "typeorm";
import type { CompactionThread } from "../compaction/compaction-thread.ts";
import type { DerivedWriter } from "../derived-writer.ts";
import { PostgresUpdateLog } from "../log/postgres-update-log.ts";
import { storePurge } from "../log/purge-log.ts";
import { BEGUN_ANEW } from "../room/log-follower.ts";
import type { Room } from "../room/room.ts";
import { unavailable } from "../unavailable.ts";
import type { Beside, LoadedDocument } from "../update-log.ts";
import type { PurgePlan, PurgeTargets } from "./plan-purge.ts";

/** How often it is built again because somebody on another server wrote meanwhile. */
const MOST_ATTEMPTS = 20;

export interface PurgeParts {
  dataSource: DataSource;
  derived: DerivedWriter | null;
  thread: Pick<CompactionThread, "purge">;
}

/** What decides, each time it is built; it may throw what its caller is to be told. */
export interface PurgeChoice {
  /** As of a document that nobody on this server writes meanwhile; a write elsewhere has it asked again. */
  targets(loaded: Readonly<LoadedDocument>): Promise<Pick<PurgeTargets, "ids" | "live">>;
  /** What is to happen in the same transaction. */
  beside?(plan: PurgePlan): Beside[];
}

/**
 * Purges in one layer, in the queue of its room: nothing else happens to the document meanwhile. Built from what the
 * log holds, in a thread, stored in one transaction; then everybody there is sent away to load the new epoch. Answers
 * what is gone; null when the layer is.
 */
export function purgeLayer(parts: PurgeParts, room: Room, choice: PurgeChoice): Promise<PurgePlan | null> {
  const log = new PostgresUpdateLog(parts.dataSource, null);
  return room.hold(room.loaded.aclVersion, async () => {
    for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      const loaded = await log.load(room.name);
      if (loaded === null) return null;
      const { erased } = loaded;
      const chosen = await choice.targets(loaded);
      const at = { ...loaded };
      const { plan, epoch } = await parts.thread.purge(loaded, { ...chosen, erased });
      const beside = choice.beside?.(plan) ?? [];
      if (epoch === null) return plan;
      const { dataSource, derived } = parts;
      if (!(await storePurge(dataSource, derived, { loaded: at, plan, epoch, beside }))) continue;
      room.close(CLOSE.mismatch, BEGUN_ANEW);
      return plan;
    }
    throw unavailable();
  });
}
