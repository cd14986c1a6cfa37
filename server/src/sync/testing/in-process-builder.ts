import { buildEpoch, buildSnapshot } from "../compaction/build-snapshot.ts";
import type { Built, SnapshotBuilder } from "../compaction/compaction-thread.ts";
import { rootNames } from "../compaction/roots.ts";
import type { WorkKind } from "../compaction/worker-messages.ts";
import type { LoadedDocument } from "../update-log.ts";

/** Builds where it is called: for tests of what stands around the thread. `before` runs before each document. */
export class InProcessBuilder implements SnapshotBuilder {
  before: () => Promise<void> | void = () => undefined;

  async build<K extends WorkKind>(kind: K, loaded: LoadedDocument): Promise<Built[K]> {
    await this.before();
    const { name, snapshot, updates } = loaded;
    const logged = { name, roots: rootNames(loaded.kind), snapshot, updates };
    return (kind === "epoch" ? buildEpoch(logged) : buildSnapshot(logged)) as Built[K];
  }

  async stop(): Promise<void> {}
}
