import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  Optional,
} from "@nestjs/common";
import { DataSource } from "typeorm";
import { Locks } from "../../platform/database/locks.ts";
import { COMPACTION_OPTIONS, type CompactionOptions } from "../compaction/compaction-options.ts";
import { CompactionThread } from "../compaction/compaction-thread.ts";
import { DERIVED_WRITER, type DerivedWriter } from "../derived-writer.ts";
import { PostgresSnapshots } from "../log/postgres-snapshots.ts";
import { RoomService } from "../room.service.ts";
import { QuarantinedError } from "../update-log.ts";
import { dueLayers, dueTargets, isCalm } from "./due-deletions.ts";
import type { PurgePlan } from "./plan-purge.ts";
import { type PurgeChoice, purgeLayer } from "./purge-layer.ts";

/** Between two looks, ms; servers that were started together don't look together. */
const LOOK_EVERY_MS = 3_600_000;
const FIRST_LOOK_MS = 120_000;
/** Layers of one look, and the pause between them, ms: others come first. */
const MOST_LAYERS = 200;
const PAUSE_MS = 250;

/**
 * Empties the bin: what was deleted 30 days ago goes for good, layer by layer, in the background. Of several servers
 * that try, one does it; one that is killed leaves a layer as it was or as it is to be, and the next look goes on.
 */
@Injectable()
export class PurgeService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger("Purge");
  private readonly thread: CompactionThread;
  private readonly store: PostgresSnapshots;
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<unknown> | null = null;
  private stopped = false;

  constructor(
    private readonly dataSource: DataSource,
    private readonly rooms: RoomService,
    private readonly locks: Locks,
    @Optional() @Inject(DERIVED_WRITER) private readonly derived: DerivedWriter | null = null,
    @Optional() @Inject(COMPACTION_OPTIONS) { worker }: CompactionOptions = {},
  ) {
    this.thread = new CompactionThread(worker);
    this.store = new PostgresSnapshots(dataSource);
  }

  onApplicationBootstrap(): void {
    this.lookIn(FIRST_LOOK_MS * (1 + Math.random()));
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.thread.stop();
    await this.looking;
  }

  /** Purges what is due in layers that are calm, as of `now` (epoch ms). Resolves with how many layers began anew. */
  async purgeDue(now = Date.now()): Promise<number> {
    let purged = 0;
    for (const layer of await dueLayers(this.dataSource, now, MOST_LAYERS)) {
      if (this.stopped) break;
      if (!isCalm(layer, this.rooms.socketsIn(layer.document), now)) continue;
      if (await this.purgeCalm(layer.document, now)) purged++;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS).unref());
    }
    return purged;
  }

  /** Purges what `choice` names, in the queue of the layer's room. Null when there is no such layer. */
  async purge(document: string, choice: PurgeChoice): Promise<PurgePlan | null> {
    const { dataSource, derived, thread } = this;
    const parts = { dataSource, derived, thread };
    return this.locks.withLock("purge", async () => {
      const room = await this.rooms.room(document);
      return room && purgeLayer(parts, room, choice);
    });
  }

  private async purgeCalm(document: string, now: number): Promise<boolean> {
    let done = false;
    try {
      await this.store.exclusively(document, async () => {
        const plan = await this.purge(document, {
          targets: async () => ({ ids: await dueTargets(this.dataSource.manager, document, now), live: false }),
        });
        done = plan !== null && plan.annotations.length + plan.comments.length + plan.emptied.length > 0;
      });
    } catch (error) {
      // Who opens it is told that it can't be read; a stop ends the thread.
      if (!(error instanceof QuarantinedError) && !this.stopped) {
        this.logger.warn(`${document} was not purged and stays as it is: ${messageOf(error)}`);
      }
    }
    return done;
  }

  private lookIn(ms: number): void {
    if (this.stopped) return;
    const look = async () => {
      this.looking = this.purgeDue().catch((error) => {
        this.logger.warn(`what is due in the bin can't be looked up: ${messageOf(error)}`);
      });
      await this.looking;
      this.lookIn(LOOK_EVERY_MS * (1 + Math.random() / 4));
    };
    this.timer = setTimeout(() => void look(), ms).unref();
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
