import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from "@nestjs/common";
import { DataSource, EntityManager } from "typeorm";
import { AuditLog } from "../accounts/audit.ts";
import { openOwnTags } from "../codebook/own-tags.ts";
import { raiseAclVersion } from "../workspaces/membership-writes.ts";
import { type Affected, AssignmentNews } from "./assignment-news.ts";
import { settlePeople } from "./people.ts";

/** Longest time between two looks at what is due: another server, or another clock, may have changed what is. */
const LOOK_MS = 15_000;
/** How soon a look that failed is tried again. */
const RETRY_MS = 2_000;

/** What makes a reveal come by itself. Somebody must have submitted: an assignment that all have left isn't done. */
const IS_DUE = `s.kind = 'blind' and s.state = 'published' and s.deleted_at is null and s.revealed_at is null and (
  (s.reveal = 'at' and s.reveal_at <= now())
  or (s.reveal = 'all-submitted'
    and exists (select 1 from assignment_person p
                 where p.assignment_id = s.id and p.removed_at is null and p.submitted_at is not null)
    and not exists (select 1 from assignment_person p
                     where p.assignment_id = s.id and p.removed_at is null and p.submitted_at is null)))`;

/**
 * Opens blind layers to one another, for good: once, whoever asks and however often. What is due by itself is looked
 * for at the start too, so that no restart misses it; of several servers one finds it still to be done.
 */
@Injectable()
export class Reveals implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger("Assignments");
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(
    private readonly dataSource: DataSource,
    private readonly news: AssignmentNews,
    private readonly audit: AuditLog,
  ) {}

  onApplicationBootstrap(): void {
    void this.poke();
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.looking;
  }

  /** Looks at once for what is due, and then when the next will be. Resolves when it has looked. */
  poke(): Promise<void> {
    this.looking = this.looking.then(() => this.look());
    return this.looking;
  }

  /**
   * Within a transaction that has raised the workspace's acl_version. null: it had been revealed, or need not be.
   * `by`: whose doing it is, null when it comes by itself, and then only if it is due.
   */
  async reveal(
    manager: EntityManager,
    id: string,
    by: { actor: string; userId: string } | null,
  ): Promise<Affected | null> {
    const [rows] = await manager.query<[{ workspaceId: string; reveal: string }[], number]>(
      `update assignment s set revealed_at = now(), revealed_by = $2
        where s.id = $1 and s.revealed_at is null and ($2::text is not null or (${IS_DUE}))
        returning s.workspace_id as "workspaceId", s.reveal`,
      [id, by?.actor ?? null],
    );
    const revealed = rows[0];
    if (!revealed) return null;
    const { workspaceId } = revealed;
    await settlePeople(manager, id);
    // What coders added to the codebook while they coded blind opens with their layers.
    const openedTags = await openOwnTags(manager, { workspaceId, assignmentId: id });
    const affected = await this.news.affected(manager, { id, workspaceId }, "revealed");
    await this.audit.record(
      {
        workspaceId,
        ...(by ? { userId: by.userId, actorId: by.actor } : {}),
        kind: "assignment-revealed",
        details: { assignment: id, how: by ? "manual" : revealed.reveal },
      },
      manager,
    );
    return { ...affected, codebook: openedTags > 0 };
  }

  /** Whether it would come by itself as it now stands. */
  async isDue(manager: EntityManager, id: string): Promise<boolean> {
    const rows: unknown[] = await manager.query(`select 1 from assignment s where s.id = $1 and ${IS_DUE}`, [id]);
    return rows.length > 0;
  }

  private async look(): Promise<void> {
    clearTimeout(this.timer);
    if (this.stopped) return;
    let wait = RETRY_MS;
    try {
      await this.revealDue();
      wait = await this.untilNext();
    } catch (error) {
      this.logger.warn(`what is to be revealed can't be looked up: ${error instanceof Error ? error.message : error}`);
    }
    if (this.stopped) return;
    this.timer = setTimeout(() => void this.poke(), wait).unref();
  }

  private async revealDue(): Promise<void> {
    const due: { id: string; workspaceId: string }[] = await this.dataSource.query(
      `select s.id, s.workspace_id as "workspaceId" from assignment s where ${IS_DUE} order by s.reveal_at, s.id`,
    );
    for (const { id, workspaceId } of due) {
      const affected = await this.dataSource.transaction(async (manager) => {
        await raiseAclVersion(manager, workspaceId);
        return this.reveal(manager, id, null);
      });
      if (affected) this.news.rightsChanged(affected);
    }
  }

  /** Ms, by the database's clock, which decides. */
  private async untilNext(): Promise<number> {
    const rows: { wait: number | null }[] = await this.dataSource.query(
      `select (extract(epoch from min(reveal_at) - now()) * 1000)::float8 as wait from assignment
        where reveal = 'at' and revealed_at is null and deleted_at is null and state = 'published'`,
    );
    return Math.min(LOOK_MS, Math.max(20, Math.ceil(rows[0]?.wait ?? LOOK_MS)));
  }
}
