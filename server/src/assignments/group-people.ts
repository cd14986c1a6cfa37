import { Injectable } from "@nestjs/common";
import type { EntityManager } from "typeorm";
import type { AfterCommit } from "../accounts/workspace-ties.ts";
import { GroupUses } from "../workspaces/group-uses.ts";
import { AssignmentNews } from "./assignment-news.ts";
import { chooseByName, followGroups } from "./follow-groups.ts";
import { audience } from "./people.ts";
import { Reveals } from "./reveals.ts";

/** Keeps the people of assignments in step with the groups that they ask. */
@Injectable()
export class GroupPeople extends GroupUses {
  constructor(
    private readonly news: AssignmentNews,
    private readonly reveals: Reveals,
  ) {
    super();
  }

  async peopleChanged(manager: EntityManager, workspaceId: string): Promise<AfterCommit> {
    const changed = await followGroups(manager, workspaceId);
    return () => {
      for (const { id, userIds } of changed) {
        this.news.rightsChanged({ workspaceId, assignmentId: id, userIds, notices: [] });
      }
      // Of those who are left, all may have submitted.
      if (changed.length > 0) void this.reveals.poke();
    };
  }

  async dissolving(manager: EntityManager, groupId: string): Promise<AfterCommit> {
    const rows: { workspaceId: string }[] = await manager.query(
      `select workspace_id as "workspaceId" from member_group where id = $1`,
      [groupId],
    );
    const workspaceId = rows[0]?.workspaceId;
    const ids = await chooseByName(manager, groupId);
    const concerned: { id: string; userIds: string[] }[] = [];
    for (const id of ids) concerned.push({ id, userIds: await audience(manager, id) });
    return () => {
      if (workspaceId === undefined) return;
      for (const { id, userIds } of concerned) {
        this.news.rightsChanged({ workspaceId, assignmentId: id, userIds, notices: [] });
      }
    };
  }
}
