import { canGrant } from "@postil/shared/policy/permissions";
import { newId } from "@postil/shared/schema/ids";
import { ROLES, type Role } from "@postil/shared/schema/role";
import type { EntityManager } from "typeorm";
import { conflict } from "../platform/errors.ts";
import { noWorkspace } from "./access.ts";

const COLOURS = 12;

/**
 * Makes changes of who may do what in a workspace take turns, so that two owners can't demote each other at the same
 * time, and gives them a new acl_version. The first call of a transaction that makes such a change; 404 when the
 * workspace is gone.
 */
export async function raiseAclVersion(manager: EntityManager, workspaceId: string): Promise<void> {
  const [rows] = await manager.query<[unknown[], number]>(
    "UPDATE workspace SET acl_version = acl_version + 1 WHERE id = $1 RETURNING id",
    [workspaceId],
  );
  if (rows.length === 0) throw noWorkspace();
}

/**
 * Makes a person a member and returns their actor: the one they had before, if they come back, else a new one in the
 * next colour of the palette. Pseudonyms of coders are not counted: the colour would tell how many there are.
 */
export async function addMember(
  manager: EntityManager,
  { workspaceId, userId, name, role }: { workspaceId: string; userId: string; name: string; role: Role },
): Promise<string> {
  const before: { id: string }[] = await manager.query(
    "SELECT id FROM actor WHERE workspace_id = $1 AND user_id = $2 AND assignment_id IS NULL",
    [workspaceId, userId],
  );
  const actor = before[0]?.id ?? newId();
  if (before.length > 0) await manager.query("UPDATE actor SET name = $2 WHERE id = $1", [actor, name]);
  else {
    await manager.query(
      `INSERT INTO actor (id, workspace_id, user_id, name, colour)
       SELECT $1, $2, $3, $4, count(*) % ${COLOURS} FROM actor WHERE workspace_id = $2 AND assignment_id IS NULL`,
      [actor, workspaceId, userId, name],
    );
  }
  await manager.query("INSERT INTO member (workspace_id, user_id, actor_id, role) VALUES ($1, $2, $3, $4)", [
    workspaceId,
    userId,
    actor,
    role,
  ]);
  return actor;
}

/** 409 `last_owner` when nobody else owns the workspace. Call it under `raiseAclVersion`. */
export async function requireAnotherOwner(manager: EntityManager, workspaceId: string, userId: string): Promise<void> {
  const others: unknown[] = await manager.query(
    "SELECT 1 FROM member WHERE workspace_id = $1 AND role = 'owner' AND user_id <> $2 LIMIT 1",
    [workspaceId, userId],
  );
  if (others.length === 0) {
    throw conflict(
      "last_owner",
      "A workspace needs an owner, and this is the last one. Make somebody else an owner first, or delete the workspace.",
    );
  }
}

/**
 * Revokes what somebody's invitations promise beyond the role they have now (null: none), and links that they were
 * given to others' invitations, or they could come back by a link of their own making. Call it under `raiseAclVersion`.
 */
export async function revokeOutgrownInvitations(
  manager: EntityManager,
  { workspaceId, actor, role }: { workspaceId: string; actor: string; role: Role | null },
): Promise<void> {
  const kept = role === null ? [] : ROLES.filter((granted) => canGrant(role, granted));
  await manager.query(
    `UPDATE invitation SET revoked_at = now()
      WHERE workspace_id = $1 AND created_by = $2 AND accepted_at IS NULL AND revoked_at IS NULL AND role <> ALL($3)`,
    [workspaceId, actor, kept],
  );
  await manager.query(
    `DELETE FROM invitation_link k USING invitation i
      WHERE k.made_by = $2 AND i.id = k.invitation_id AND i.workspace_id = $1 AND i.role <> ALL($3)`,
    [workspaceId, actor, kept],
  );
}

/**
 * Takes somebody who is no member any more out of the assignments they took part in. What they did stays: what they
 * had submitted is dealt with like everybody's, the rest is nobody's to read unless they are made one of them again.
 */
export async function leaveAssignments(manager: EntityManager, actor: string): Promise<void> {
  await manager.query("UPDATE assignment_person SET removed_at = now() WHERE actor_id = $1 AND removed_at IS NULL", [
    actor,
  ]);
}

/** Waits until no change of who may do what is under way, and lets none begin before the transaction ends. */
export async function holdAcl(manager: EntityManager, workspaceId: string): Promise<void> {
  await manager.query("SELECT 1 FROM workspace WHERE id = $1 FOR SHARE", [workspaceId]);
}
