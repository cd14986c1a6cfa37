import { Injectable } from "@nestjs/common";
import { type Action, can } from "@postil/shared/policy/permissions";
import { isId } from "@postil/shared/schema/ids";
import type { Role } from "@postil/shared/schema/role";
import { DataSource, EntityManager } from "typeorm";
import { AppError, forbidden, notFound } from "../platform/errors.ts";

/** A person's place in a workspace. `actor` is whom documents name for them; `colour` 0-11. */
export interface Membership {
  workspaceId: string;
  userId: string;
  actor: string;
  role: Role;
  name: string;
  colour: number;
  aclVersion: number;
}

/** Decides who may do what in a workspace: the first call of every service that touches one. */
@Injectable()
export class AccessService {
  constructor(private readonly dataSource: DataSource) {}

  /** 404 for everybody who isn't a member: no workspace and no access read the same. */
  async membership(
    userId: string,
    workspaceId: string,
    manager: EntityManager = this.dataSource.manager,
  ): Promise<Membership> {
    const membership = await this.find(userId, workspaceId, manager);
    if (!membership) throw noWorkspace();
    return membership;
  }

  /** The same, and 403 for a member whose role doesn't allow `action`. */
  async require(
    userId: string,
    workspaceId: string,
    action: Action,
    manager: EntityManager = this.dataSource.manager,
  ): Promise<Membership> {
    const membership = await this.membership(userId, workspaceId, manager);
    if (!can(membership.role, action)) throw notAllowed(membership.role);
    return membership;
  }

  /** Null for everybody who isn't a member. */
  async find(
    userId: string,
    workspaceId: string,
    manager: EntityManager = this.dataSource.manager,
  ): Promise<Membership | null> {
    if (!isId(workspaceId)) return null;
    const rows: Membership[] = await manager.query(
      `SELECT m.workspace_id AS "workspaceId", m.user_id AS "userId", m.actor_id AS actor, m.role,
              a.name, a.colour, w.acl_version AS "aclVersion"
         FROM member m
         JOIN actor a ON a.id = m.actor_id
         JOIN workspace w ON w.id = m.workspace_id
        WHERE m.workspace_id = $1 AND m.user_id = $2`,
      [workspaceId, userId],
    );
    return rows[0] ?? null;
  }
}

export function noWorkspace(): AppError {
  return notFound("There is no such workspace, or you are not a member of it.");
}

/** 403 that names the role. */
export function notAllowed(role: Role): AppError {
  const who = role === "owner" || role === "instructor" || role === "annotator" ? `an ${role}` : `a ${role}`;
  return forbidden(`As ${who} you may not do this. Ask an owner of the workspace.`);
}
