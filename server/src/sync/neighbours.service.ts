import { type BeforeApplicationShutdown, Injectable, Logger, type OnApplicationBootstrap } from "@nestjs/common";
import { SessionService } from "../accounts/sessions.ts";
import { DatabaseInfo } from "../platform/database/database-info.ts";
import { RoomService } from "./room.service.ts";

/** Between two looks, ms: what happens on another server is to be seen here within a second. */
const LOOK_EVERY_MS = 400;
/** On the embedded database there is no other server; sessions may still have expired. */
const LOOK_EVERY_ALONE_MS = 30_000;
/** After looks that have failed the pause grows up to this, ms. */
const LONGEST_PAUSE_MS = 10_000;

/**
 * Brings what other servers on the same database do to the sockets of this one: edits, rights, deletions, sign-outs.
 * Two statements a look, however many documents and sockets are open; none when nothing is open.
 */
@Injectable()
export class NeighboursService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger("Sync");
  private readonly alone: boolean;
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;
  private failures = 0;

  constructor(
    private readonly rooms: RoomService,
    private readonly sessions: SessionService,
    database: DatabaseInfo,
  ) {
    this.alone = database.kind === "embedded";
  }

  onApplicationBootstrap(): void {
    this.lookLater();
  }

  beforeApplicationShutdown(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  private lookLater(): void {
    if (this.stopped) return;
    const usual = this.alone ? LOOK_EVERY_ALONE_MS : LOOK_EVERY_MS;
    const pause = Math.max(usual, Math.min(LONGEST_PAUSE_MS, usual * 2 ** this.failures));
    // One after the other: a database that is slow is not asked again before it has answered.
    this.timer = setTimeout(() => void this.look().then(() => this.lookLater()), pause);
    this.timer.unref();
  }

  private async look(): Promise<void> {
    try {
      if (!this.alone) await this.rooms.followLog();
      await this.sessions.endOutlived(this.rooms.sessions());
      this.failures = 0;
    } catch (error) {
      // Once: while the database is away everything else says so too.
      if (this.failures++ === 0) {
        this.logger.warn(`other servers can't be followed: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  }
}
