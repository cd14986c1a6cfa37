import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from "@nestjs/common";
import { DataSource } from "typeorm";
import { Events } from "../platform/events.ts";
import { AssignmentNews } from "./assignment-news.ts";
import { enrolEveryone } from "./enrol.ts";
import { Reveals } from "./reveals.ts";

/** Pages that oversee a blind assignment are told at most this often that its people have written something, ms. */
const PROGRESS_EVERY_MS = 1_000;

/** Follows what happens elsewhere: who joins or leaves, and what is written in blind layers. */
@Injectable()
export class AssignmentListener implements OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger("Assignments");
  private readonly stopListening: (() => void)[] = [];
  /** Layers written since pages were told last, by workspace. */
  private readonly written = new Map<string, Set<string>>();
  private telling: NodeJS.Timeout | undefined;

  constructor(
    private readonly dataSource: DataSource,
    private readonly events: Events,
    private readonly news: AssignmentNews,
    private readonly reveals: Reveals,
  ) {}

  onModuleInit(): void {
    this.stopListening.push(
      this.events.on("rightsChanged", ({ workspaceId, role }) => {
        this.carefully(async () => {
          if (role === "annotator") await this.enrol(workspaceId);
          // Of those who are left, all may have submitted.
          if (role === null) await this.reveals.poke();
        });
      }),
      this.events.on("layerCommitted", ({ workspaceId, layerId }) => {
        const layers = this.written.get(workspaceId) ?? new Set();
        this.written.set(workspaceId, layers.add(layerId));
        this.telling ??= setTimeout(() => this.tell(), PROGRESS_EVERY_MS).unref();
      }),
    );
  }

  onApplicationShutdown(): void {
    for (const stop of this.stopListening) stop();
    clearTimeout(this.telling);
  }

  private async enrol(workspaceId: string): Promise<void> {
    const changed = await this.dataSource.transaction((manager) => enrolEveryone(manager, workspaceId));
    for (const id of changed) this.news.changed(workspaceId, id);
  }

  private tell(): void {
    this.telling = undefined;
    const all = [...this.written];
    this.written.clear();
    for (const [workspaceId, layers] of all) {
      this.carefully(async () => {
        const rows: { assignment: string; user: string | null }[] = await this.dataSource.query(
          `select l.assignment_id as assignment, m.user_id as "user" from layer l
             left join assignment_person p on p.assignment_id = l.assignment_id and p.coder_actor = l.owner_actor
             left join member m on m.actor_id = p.actor_id
            where l.id = any($1::text[]) and l.assignment_id is not null`,
          [[...layers]],
        );
        const ids = [...new Set(rows.map(({ assignment }) => assignment))];
        const users = rows.flatMap(({ user }) => user ?? []);
        if (ids.length > 0) await this.news.progressed(workspaceId, ids, users);
      });
    }
  }

  /** What fails here is found again: people are enrolled when the next one comes, pages fetch again. */
  private carefully(work: () => Promise<void>): void {
    work().catch((error: unknown) => {
      this.logger.warn(error instanceof Error ? (error.stack ?? error.message) : String(error));
    });
  }
}
