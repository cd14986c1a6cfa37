import { randomInt } from "node:crypto";
import type { WorkAfterwards } from "@postil/shared/schema/account";
import { PALETTE_SIZE } from "@postil/shared/schema/tag";
import type { EntityManager } from "typeorm";
import { leaveGroups } from "./group-writes.ts";
import { MemberEntity } from "./member.entity.ts";
import { leaveAssignments, revokeOutgrownInvitations } from "./membership-writes.ts";

interface Leaving {
  workspaceId: string;
  userId: string;
  actor: string;
}

/**
 * Ends a membership. What the person did stays where it is: in the team's layers to be read as before, in private and
 * blind ones that were not submitted to be read by nobody. Call it under `raiseAclVersion`.
 */
export async function endMembership(
  manager: EntityManager,
  { workspaceId, userId, actor }: Leaving,
  work: WorkAfterwards,
): Promise<void> {
  await manager.delete(MemberEntity, { workspaceId, userId });
  await revokeOutgrownInvitations(manager, { workspaceId, actor, role: null });
  await leaveAssignments(manager, actor);
  await leaveGroups(manager, actor);
  if (work === "pseudonym") await cutOff(manager, { workspaceId, actor });
}

/**
 * Makes somebody who has left "Former member 3": nothing in the workspace's tables leads from the actor to the account
 * any more, nor back; should the person return, they get another. Their place in the list of members and their colour
 * change too, as both could be remembered. Call it under `raiseAclVersion`. False: there is no such person to cut off.
 */
export async function cutOff(
  manager: EntityManager,
  { workspaceId, actor }: Pick<Leaving, "workspaceId" | "actor">,
): Promise<boolean> {
  const rows: { userId: string | null }[] = await manager.query(
    `SELECT user_id AS "userId" FROM actor a
      WHERE id = $2 AND workspace_id = $1 AND assignment_id IS NULL AND former IS NULL
        AND NOT EXISTS (SELECT 1 FROM member WHERE actor_id = a.id)`,
    [workspaceId, actor],
  );
  if (!rows[0]) return false;
  await manager.query(
    `UPDATE actor SET user_id = NULL, former = n.number, name = 'Former member ' || n.number, colour = $3,
            created_at = now()
       FROM (SELECT coalesce(max(former), 0) + 1 AS number FROM actor WHERE workspace_id = $1) n
      WHERE id = $2`,
    [workspaceId, actor, randomInt(PALETTE_SIZE)],
  );
  await manager.query("UPDATE invitation SET email = NULL, name = NULL WHERE workspace_id = $1 AND accepted_by = $2", [
    workspaceId,
    actor,
  ]);
  await manager.query(
    "UPDATE audit_event SET user_id = NULL WHERE workspace_id = $1 AND (user_id = $2 OR actor_id = $3)",
    [workspaceId, rows[0].userId, actor],
  );
  return true;
}
