import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from "@nestjs/common";
import { DataSource } from "typeorm";
import { LiveNotices } from "../live/live-notices.ts";
import { DatabaseInfo } from "../platform/database/database-info.ts";
import { NoticesService } from "./notices.service.ts";

/** Between two looks for what other servers have made, ms: it is to be seen here within a second. None while no page is open. */
const LOOK_EVERY_MS = 500;
/** After looks that have failed the pause grows up to this, ms. */
const LONGEST_PAUSE_MS = 10_000;

/**
 * Tells the pages that people have open here how many notices they have not read, whichever server has made them.
 * Notices are made under a lock, so that `seq` rises in the order in which they can be seen.
 */
@Injectable()
export class NoticeTeller implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger("Notices");
  private readonly alone: boolean;
  private told: string | null = null;
  private telling: Promise<void> = Promise.resolve();
  private timer: NodeJS.Timeout | undefined;
  private failures = 0;
  private stopped = false;

  constructor(
    private readonly dataSource: DataSource,
    private readonly live: LiveNotices,
    private readonly notices: NoticesService,
    database: DatabaseInfo,
  ) {
    this.alone = database.kind === "embedded";
  }

  onApplicationBootstrap(): void {
    // On the embedded database nobody else makes any: whoever does says so.
    if (!this.alone) this.later();
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.telling;
  }

  /** Tells of what was made since the last time. Throws what the database throws. */
  tell(): Promise<void> {
    const telling = this.telling.then(() => this.tellNew());
    this.telling = telling.catch(() => undefined);
    return telling;
  }

  /** Tells one person's tabs how many they have not read now, if any are open here. */
  async tellUser(userId: string): Promise<void> {
    if (this.live.countOf(userId) === 0) return;
    this.live.tellUser(userId, "notices", { unread: await this.notices.unread(userId) });
  }

  private later(): void {
    if (this.stopped) return;
    const pause = Math.min(LONGEST_PAUSE_MS, LOOK_EVERY_MS * 2 ** Math.min(this.failures, 10));
    this.timer = setTimeout(() => {
      this.tell()
        .then(
          () => {
            this.failures = 0;
          },
          (error: unknown) => {
            if (this.failures++ > 0 || this.stopped) return;
            this.logger.warn(`new notices can't be told: ${error instanceof Error ? error.message : String(error)}`);
          },
        )
        .finally(() => this.later());
    }, pause).unref();
  }

  private async tellNew(): Promise<void> {
    // Whoever opens a page asks for the count themselves; what was made since the last look is told with the next one.
    if (this.stopped || (this.told !== null && this.live.isDeserted)) return;
    if (this.told === null) {
      const [last] = await this.dataSource.query<{ seq: string }[]>("select coalesce(max(seq), 0) as seq from notice");
      this.told = last?.seq ?? "0";
      return;
    }
    const rows: { userId: string; seq: string }[] = await this.dataSource.query(
      `select user_id as "userId", max(seq) as seq from notice where seq > $1 group by user_id order by max(seq)`,
      [this.told],
    );
    for (const { userId } of rows) await this.tellUser(userId);
    this.told = rows.at(-1)?.seq ?? this.told;
  }
}
