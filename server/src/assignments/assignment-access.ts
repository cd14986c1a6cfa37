import { Injectable } from "@nestjs/common";
import { can } from "@postil/shared/policy/permissions";
import { DataSource, EntityManager } from "typeorm";
import { AccessService, type Membership, notAllowed } from "../workspaces/access.ts";
import { raiseAclVersion } from "../workspaces/membership-writes.ts";
import { type AssignmentRow, findAssignment, noAssignment, workspaceOfAssignment } from "./assignment-rows.ts";

export interface AssignmentView {
  assignment: AssignmentRow;
  membership: Membership;
  /** May change it. */
  instructs: boolean;
}

/** Decides who may know of an assignment and who may change it. */
@Injectable()
export class AssignmentAccess {
  constructor(
    private readonly dataSource: DataSource,
    private readonly access: AccessService,
  ) {}

  /** Instructors see all; members published ones that they take part in. Everybody else gets 404. */
  async view(userId: string, id: string, manager: EntityManager = this.dataSource.manager): Promise<AssignmentView> {
    return this.find(userId, id, manager, false);
  }

  /** The same for instructors; members who take part get 403. */
  async edit(userId: string, id: string, manager: EntityManager = this.dataSource.manager): Promise<AssignmentView> {
    const view = await this.find(userId, id, manager, false);
    if (!view.instructs) throw notAllowed(view.membership.role);
    return view;
  }

  /**
   * Runs `work` in a transaction in which nobody else changes who may do what in the workspace, nor this assignment.
   * Rights get a new version.
   */
  async change<T>(
    userId: string,
    id: string,
    who: "instructors" | "people",
    work: (view: AssignmentView, manager: EntityManager) => Promise<T>,
  ): Promise<T> {
    const before = who === "people" ? await this.view(userId, id) : await this.edit(userId, id);
    return this.dataSource.transaction(async (manager) => {
      await raiseAclVersion(manager, before.assignment.workspaceId);
      const view = await this.find(userId, id, manager, true);
      if (who === "instructors" && !view.instructs) throw notAllowed(view.membership.role);
      return work(view, manager);
    });
  }

  private async find(userId: string, id: string, manager: EntityManager, lock: boolean): Promise<AssignmentView> {
    const workspaceId = await workspaceOfAssignment(manager, id);
    const membership = workspaceId && (await this.access.find(userId, workspaceId, manager));
    const assignment = membership && (await findAssignment(manager, id, membership.actor, lock));
    if (!assignment) throw noAssignment();
    const instructs = can(membership.role, "edit-assignments");
    const isTheirs = assignment.state === "published" && assignment.me !== null && !assignment.me.removed;
    if (!instructs && (!isTheirs || assignment.deletedAt !== null)) throw noAssignment();
    return { assignment, membership, instructs };
  }
}

/**
 * An instructor who codes in a blind assignment, or did before being taken out, knows no more than its coders do until
 * the reveal: not who has submitted, not how far anybody is.
 */
export function knowsOfAll({ assignment, instructs }: AssignmentView): boolean {
  if (!instructs) return false;
  return assignment.kind === "together" || assignment.me === null || assignment.revealedAt !== null;
}
