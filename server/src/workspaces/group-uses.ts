import type { EntityManager } from "typeorm";
import type { AfterCommit } from "../accounts/workspace-ties.ts";

/**
 * What assignments, which stand to the right and provide this, have to do when groups change. Each call takes part in
 * the caller's transaction, which has raised the workspace's acl_version, and returns what to do once it is committed.
 */
export abstract class GroupUses {
  /**
   * Gives assignments that ask groups the people who are in them now. Who has left a group and had begun stays, chosen
   * by name from now on; who had not begun takes part no more.
   */
  abstract peopleChanged(manager: EntityManager, workspaceId: string): Promise<AfterCommit>;

  /** Before a group goes: in what asks it, those who are in it become chosen by name. */
  abstract dissolving(manager: EntityManager, groupId: string): Promise<AfterCommit>;
}
