import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from "@nestjs/common";
import { DataSource } from "typeorm";
import { Events } from "../platform/events.ts";
import { makeFromAssignments, untilNextAssignment } from "./make-from-assignments.ts";
import { makeFromDocuments } from "./make-from-documents.ts";
import { NoticeTeller } from "./notice-teller.ts";
import { IS_TIME_TO_PRUNE, pruneNotices } from "./prune-notices.ts";

/** Commits come in waves: one look for what comes within so many ms. Each look costs a transaction that edits wait for. */
const GATHER_MS = 400;
/** Between looks that nothing has asked for, ms: what a server that died has left is found by the others. */
const LOOK_MS = 15_000;
/** How soon a look that failed is tried again, ms; it grows up to `LOOK_MS`. */
const RETRY_MS = 1_000;
/** All assignments are looked through at most this often, ms, unless one of them is due. */
const ASSIGNMENTS_MS = 10_000;

/**
 * Makes notices of what is committed, behind the commits and never in their way. It reads the history of entries past a
 * mark that is kept in the database, under a lock that one server holds at a time; a crash loses nothing, since the mark
 * moves with the notices, and doubles nothing, since a notice is one for each person, kind and subject.
 *
 * Entries may become visible later than others with higher ids. So the mark moves to the highest id of a look only when
 * every transaction that ran at that look has ended; what lies between is looked at again until then. (An entry gets its
 * id in a transaction that has written before: it has a transaction id by then.)
 */
@Injectable()
export class NoticeMaker implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger("Notices");
  private readonly stopListening: (() => void)[] = [];
  private readonly asked = new Set<string>();
  private lookingAtAll = 0;
  private timer: NodeJS.Timeout | undefined;
  private timerAt = Number.POSITIVE_INFINITY;
  private looking: Promise<void> = Promise.resolve();
  private failures = 0;
  private stopped = false;

  constructor(
    private readonly dataSource: DataSource,
    private readonly events: Events,
    private readonly teller: NoticeTeller,
  ) {}

  onApplicationBootstrap(): void {
    this.stopListening.push(
      this.events.on("addressed", () => this.within(GATHER_MS)),
      this.events.on("assignment", ({ assignmentId }) => {
        this.asked.add(assignmentId);
        this.within(GATHER_MS);
      }),
      this.events.on("changedFor", ({ topic }) => {
        if (topic === "assignments") this.within(Math.max(GATHER_MS, this.lookingAtAll - Date.now()));
      }),
    );
    this.within(0);
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    for (const stop of this.stopListening) stop();
    await this.looking;
  }

  /** Looks now. Resolves when it has looked, whether or not it could. */
  look(): Promise<void> {
    this.looking = this.looking.then(() => this.lookOnce());
    return this.looking;
  }

  private within(ms: number): void {
    const at = Date.now() + ms;
    if (this.stopped || at >= this.timerAt) return;
    clearTimeout(this.timer);
    this.timerAt = at;
    this.timer = setTimeout(() => void this.look(), ms).unref();
  }

  private async lookOnce(): Promise<void> {
    if (this.stopped) return;
    clearTimeout(this.timer);
    this.timerAt = Number.POSITIVE_INFINITY;
    const asked = [...this.asked];
    this.asked.clear();
    try {
      const all = Date.now() >= this.lookingAtAll;
      await this.make(all ? null : asked);
      if (all) this.lookingAtAll = Date.now() + ASSIGNMENTS_MS;
      if (all || asked.length > 0) await this.planNext();
      this.failures = 0;
      await this.teller.tell();
      this.within(LOOK_MS);
    } catch (error) {
      for (const id of asked) this.asked.add(id);
      // Once: while the database is away everything else says so too.
      if (this.failures++ === 0 && !this.stopped) {
        this.logger.warn(`notices can't be made just now: ${error instanceof Error ? error.message : String(error)}`);
      }
      this.within(Math.min(LOOK_MS, RETRY_MS * 2 ** Math.min(this.failures, 10)));
    }
  }

  /** What opens, or is due soon, is told at its time. */
  private async planNext(): Promise<void> {
    const next = await untilNextAssignment(this.dataSource.manager);
    if (next === null || next > LOOK_MS) return;
    const wait = Math.max(20, Math.ceil(next));
    this.lookingAtAll = Math.min(this.lookingAtAll, Date.now() + wait);
    this.within(wait);
  }

  /** `assignments` null: all of them. */
  private make(assignments: readonly string[] | null): Promise<void> {
    return this.dataSource.transaction(async (manager) => {
      const [before] = await manager.query<
        { upto: string; nextUpto: string | null; ended: boolean; prunes: boolean }[]
      >(
        `select upto, next_upto as "nextUpto", ${IS_TIME_TO_PRUNE} as prunes,
                coalesce(next_xid <= pg_snapshot_xmin(pg_current_snapshot()), false) as ended
           from notice_progress for update`,
      );
      if (!before) return;
      // Where the lock was waited for, `ended` is as of before that: at worst the mark moves a look later.
      const seen = await makeFromDocuments(manager, before.upto);
      const upto = before.ended && before.nextUpto !== null ? before.nextUpto : before.upto;
      const waits = before.nextUpto !== null && !before.ended;
      if (waits) {
        // One mark at a time: the next one is set when this has been reached.
      } else if (seen !== upto) {
        await manager.query(
          "update notice_progress set upto = $1, next_upto = $2, next_xid = pg_snapshot_xmax(pg_current_snapshot())",
          [upto, seen],
        );
      } else if (upto !== before.upto || before.nextUpto !== null) {
        await manager.query("update notice_progress set upto = $1, next_upto = null, next_xid = null", [upto]);
      }
      if (assignments === null || assignments.length > 0) await makeFromAssignments(manager, assignments);
      if (before.prunes) await pruneNotices(manager);
    });
  }
}
