import { canGrant } from "@postil/shared/policy/permissions";
import type { Invitation } from "@postil/shared/schema/invitation";
import { ROLES, type Role } from "@postil/shared/schema/role";
import type { EntityManager } from "typeorm";
import { forbidden, invalid } from "../platform/errors.ts";
import type { TimeCursor } from "../platform/http/cursor.ts";
import type { Membership } from "./access.ts";
import { knownGroups } from "./group-writes.ts";

export const DAY_MS = 86_400_000;

export interface InvitationRow {
  id: string;
  role: Role;
  email: string | null;
  name: string | null;
  groups: { id: string; name: string }[];
  createdAt: Date;
  expiresAt: Date;
  invitedBy: string;
  mailState: "waiting" | "sending" | "sent" | "failed" | null;
  mailProblem: string | null;
  mailAt: Date | null;
}

/**
 * Those that nobody has accepted or revoked, the oldest first; expired ones too, which can be renewed. `ids`: of these
 * only.
 */
export function openInvitations(
  manager: EntityManager,
  me: Membership,
  { ids = null, after = null, limit }: { ids?: string[] | null; after?: TimeCursor | null; limit: number },
): Promise<InvitationRow[]> {
  return manager.query(
    `SELECT i.id, i.role, i.email, i.name, i.created_at AS "createdAt", i.expires_at AS "expiresAt",
            a.name AS "invitedBy", i.mail_state AS "mailState", i.mail_problem AS "mailProblem", i.mail_at AS "mailAt",
            (SELECT coalesce(json_agg(json_build_object('id', g.id, 'name', g.name) ORDER BY lower(g.name), g.id), '[]')
               FROM invitation_group ig JOIN member_group g ON g.id = ig.group_id
              WHERE ig.invitation_id = i.id) AS groups
       FROM invitation i
       JOIN actor a ON a.id = i.created_by
      WHERE i.workspace_id = $1 AND i.accepted_at IS NULL AND i.revoked_at IS NULL
        AND i.role = ANY($2)
        AND ($3::text[] IS NULL OR i.id = ANY($3))
        AND ($4::timestamptz IS NULL OR (i.created_at, i.id) > ($4, $5::text))
      ORDER BY i.created_at, i.id
      LIMIT $6`,
    [me.workspaceId, grantable(me), ids, after?.at ?? null, after?.id ?? null, limit],
  );
}

export function toInvitation(row: InvitationRow): Invitation {
  const { id, role, email, name, groups, invitedBy, mailState, mailProblem, mailAt } = row;
  return {
    ...{ id, role, email, name, groups, invitedBy },
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    mail:
      mailState === null || mailAt === null
        ? null
        : { state: mailState === "sending" ? "waiting" : mailState, at: mailAt.toISOString(), problem: mailProblem },
  };
}

/** Roles that somebody may invite to: whose invitations they see, and may revoke. */
export function grantable(me: Membership): Role[] {
  return ROLES.filter((role) => canGrant(me.role, role));
}

export function requireGrant(me: Membership, role: Role): void {
  if (!canGrant(me.role, role)) {
    throw forbidden(`As ${me.role} you may only invite people to roles below your own. Ask an owner.`);
  }
}

/** 422 with the place of each that is no group of the workspace. */
export async function requireGroups(
  manager: EntityManager,
  workspaceId: string,
  groups: readonly string[],
): Promise<void> {
  const known = await knownGroups(manager, workspaceId, groups);
  const problems = groups.flatMap((id, place) =>
    known.has(id) ? [] : [{ path: `groups.${place}`, message: "is not a group of this workspace" }],
  );
  if (problems.length > 0) throw invalid(problems);
}
