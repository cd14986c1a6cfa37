import { Injectable } from "@nestjs/common";
import type { TagAdders } from "@postil/shared/schema/workspace";
import { DataSource, EntityManager, QueryFailedError } from "typeorm";
import { Locks } from "../platform/database/locks.ts";
import { Events } from "../platform/events.ts";
import { AccessService, type Membership } from "../workspaces/access.ts";
import { Codebook } from "./codebook.ts";
import { compareCodebooks } from "./compare.ts";
import { nameTaken } from "./tag-errors.ts";

const UNIQUE_VIOLATION = "23505";

/**
 * Who changes a codebook: a member, with all actors that are theirs in the workspace. `pseudonyms`: whom they write as in
 * assignments; those make tags while coding blind, and change nothing that others see, or it would tell who they are.
 */
export interface Editor extends Membership {
  adders: TagAdders;
  actors: ReadonlySet<string>;
  pseudonyms: ReadonlySet<string>;
}

/** Changes of codebooks: one at a time each, written into its history. */
@Injectable()
export class CodebookSession {
  constructor(
    private readonly dataSource: DataSource,
    private readonly access: AccessService,
    private readonly locks: Locks,
    private readonly events: Events,
  ) {}

  /**
   * Runs `work` in a transaction of its own. What two changes would each allow, a ring of parents, neither may.
   * Everybody hears of it, unless nothing changed that everybody can see.
   */
  async change<T>(
    userId: string,
    workspaceId: string,
    work: (codebook: Codebook, editor: Editor, manager: EntityManager) => Promise<T>,
  ): Promise<T> {
    const name = `codebook/${workspaceId}`;
    const transaction = () =>
      this.dataSource.transaction(async (manager) => {
        await manager.query("select pg_advisory_xact_lock(hashtextextended($1, 0))", [name]);
        const editor = await this.editor(userId, workspaceId, manager);
        const codebook = await Codebook.load(manager, workspaceId);
        const result = await work(codebook, editor, manager);
        const after = await Codebook.load(manager, workspaceId);
        const differences = compareCodebooks(codebook.kept(), after.kept());
        if (differences.length > 0) {
          await manager.query(
            "insert into codebook_change (workspace_id, actor_id, differences) values ($1, $2, $3::jsonb)",
            [workspaceId, editor.actor, JSON.stringify(differences)],
          );
        }
        return { result, changed: differences.length > 0 };
      });
    try {
      const { result, changed } = await this.locks.withLock(name, transaction);
      if (changed) this.announce(workspaceId);
      return result;
    } catch (error) {
      // The database folds the case of some letters differently than JavaScript does.
      if (error instanceof QueryFailedError && error.driverError.code === UNIQUE_VIOLATION) throw nameTaken();
      throw error;
    }
  }

  /** Pages that show this codebook fetch it anew. */
  announce(workspaceId: string): void {
    this.events.emit("changed", { workspaceId, topic: "codebook" });
  }

  async editor(userId: string, workspaceId: string, manager: EntityManager = this.dataSource.manager): Promise<Editor> {
    const membership = await this.access.membership(userId, workspaceId, manager);
    const [row]: { adders: TagAdders; actors: string[]; pseudonyms: string[] }[] = await manager.query(
      `select tag_adders as adders, array(select id from actor where workspace_id = $1 and user_id = $2) as actors,
              array(select coder_actor from assignment_person where actor_id = $3) as pseudonyms
         from workspace where id = $1`,
      [workspaceId, userId, membership.actor],
    );
    const { adders = "instructors", actors, pseudonyms } = row ?? {};
    return { ...membership, adders, actors: new Set(actors), pseudonyms: new Set(pseudonyms) };
  }
}
