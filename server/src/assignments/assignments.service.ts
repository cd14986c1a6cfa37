import { Injectable } from "@nestjs/common";
import { can } from "@postil/shared/policy/permissions";
import type {
  Assignment,
  AssignmentFields,
  AssignmentSummary,
  UpdateAssignmentBody,
} from "@postil/shared/schema/assignment";
import { newId } from "@postil/shared/schema/ids";
import type { Page } from "@postil/shared/schema/text-fields";
import { DataSource, EntityManager } from "typeorm";
import { AuditLog } from "../accounts/audit.ts";
import { type AppError, conflict, invalid } from "../platform/errors.ts";
import { toPage } from "../platform/http/cursor.ts";
import { AccessService, type Membership } from "../workspaces/access.ts";
import { raiseAclVersion } from "../workspaces/membership-writes.ts";
import { AssignmentAccess, type AssignmentView, knowsOfAll } from "./assignment-access.ts";
import { toSummary } from "./assignment-answers.ts";
import { AssignmentDetails } from "./assignment-details.ts";
import { AssignmentNews } from "./assignment-news.ts";
import { type AssignmentRow, findAssignment, findAssignments, noAssignment } from "./assignment-rows.ts";
import { AssignmentWrites } from "./assignment-writes.ts";
import { type CheckedFields, checkFields, peopleNow } from "./check-fields.ts";
import { enrolEveryone } from "./enrol.ts";
import { followGroups } from "./follow-groups.ts";
import { Reveals } from "./reveals.ts";

/** Assignments as their pages show and change them. */
@Injectable()
export class AssignmentsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly access: AccessService,
    private readonly assignments: AssignmentAccess,
    private readonly details: AssignmentDetails,
    private readonly writes: AssignmentWrites,
    private readonly reveals: Reveals,
    private readonly news: AssignmentNews,
    private readonly audit: AuditLog,
  ) {}

  /** Newest first: all of them for instructors, for members the published ones they take part in. */
  async list(
    userId: string,
    workspaceId: string,
    query: { cursor?: string | undefined; limit: number; deleted: boolean },
  ): Promise<Page<AssignmentSummary>> {
    const membership = await this.access.membership(userId, workspaceId);
    const instructs = can(membership.role, "edit-assignments");
    const rows = await findAssignments(this.dataSource.manager, membership, {
      ...query,
      deleted: query.deleted && instructs,
      instructs,
      limit: query.limit + 1,
    });
    return toPage(
      rows,
      query.limit,
      (assignment) => toSummary({ assignment, membership, instructs }),
      (row) => ({ at: row.createdAt.toISOString(), id: row.id }),
    );
  }

  async one(userId: string, id: string): Promise<Assignment> {
    return this.details.answer(await this.assignments.view(userId, id));
  }

  async create(userId: string, workspaceId: string, body: AssignmentFields): Promise<Assignment> {
    await this.access.require(userId, workspaceId, "edit-assignments");
    const id = newId();
    await this.dataSource.transaction(async (manager) => {
      await raiseAclVersion(manager, workspaceId);
      const { actor } = await this.access.require(userId, workspaceId, "edit-assignments", manager);
      const fields = toChecked(body);
      await checkFields(manager, workspaceId, fields, false);
      await this.writes.insert(manager, { id, workspaceId, createdBy: actor }, fields);
    });
    this.news.changed(workspaceId, id);
    return this.one(userId, id);
  }

  /** What has begun can't change its kind, nor who is called what; what was revealed can't be revealed otherwise. */
  async update(userId: string, id: string, body: UpdateAssignmentBody): Promise<Assignment> {
    const changed = await this.assignments.change(userId, id, "instructors", async (view, manager) => {
      const { assignment, membership } = view;
      requireThere(assignment);
      requireFixed(assignment, body);
      const before = await this.writes.fields(manager, assignment);
      const { people, ...given } = body;
      const fields: CheckedFields = { ...before, ...defined(given) };
      if (people !== undefined) fields.people = people === "everyone" ? null : people;
      // Everyone is more than any group.
      if (people === "everyone" && body.groups === undefined) fields.groups = [];
      // Somebody who is taken out settles nothing any more; only who is named now must be one of the people.
      if (body.adjudicators === undefined) await keepAdjudicators(manager, fields);
      // Tags that were deleted meanwhile are asked no more.
      if (body.asks === undefined) fields.asks = { ...fields.asks, tagParents: assignment.askedTagParents };
      await checkFields(manager, assignment.workspaceId, fields, assignment.state === "published");
      requireArticlesKept(view, before, fields);
      if (assignment.state === "published" && body.revealAt != null) requireToCome(fields.revealAt);
      await this.writes.update(manager, assignment, fields);
      if (fields.reveal === "all-submitted" && (await this.reveals.isDue(manager, id))) throw wouldReveal();
      const details = { assignment: id, fields: Object.keys(defined(body)).join(",") };
      await this.record(manager, membership, "assignment-changed", details);
      return this.affected(manager, assignment);
    });
    await this.reveals.poke();
    this.news.rightsChanged(changed);
    return this.one(userId, id);
  }

  /** From now on its people see it, and may begin once it opens. 422 when something is missing. */
  async publish(userId: string, id: string): Promise<Assignment> {
    const changed = await this.assignments.change(userId, id, "instructors", async (view, manager) => {
      const { assignment, membership } = view;
      requireThere(assignment);
      if (assignment.state === "published") return this.affected(manager, assignment);
      const fields = await this.writes.fields(manager, assignment);
      await keepAdjudicators(manager, fields);
      await checkFields(manager, assignment.workspaceId, fields, true);
      requireToCome(fields.revealAt);
      await manager.query("update assignment set state = 'published', published_at = now() where id = $1", [id]);
      const published = await findAssignment(manager, id, membership.actor);
      if (!published) throw noAssignment();
      await this.writes.update(manager, published, fields);
      await this.record(manager, membership, "assignment-published", { assignment: id, title: assignment.title });
      return this.affected(manager, assignment, "published");
    });
    await this.reveals.poke();
    this.news.rightsChanged(changed);
    return this.one(userId, id);
  }

  /**
   * A draft is gone. A published one is put away: nobody writes in its layers any more, who could read them can still,
   * and `restore` brings it back as it was.
   */
  async delete(userId: string, id: string): Promise<void> {
    const changed = await this.assignments.change(
      userId,
      id,
      "instructors",
      async ({ assignment, membership }, manager) => {
        const affected = await this.affected(manager, assignment);
        if (assignment.state === "draft") await manager.query("delete from assignment where id = $1", [id]);
        else await manager.query("update assignment set deleted_at = coalesce(deleted_at, now()) where id = $1", [id]);
        await this.record(manager, membership, "assignment-deleted", { assignment: id, title: assignment.title });
        return affected;
      },
    );
    this.news.rightsChanged(changed);
  }

  async restore(userId: string, id: string): Promise<Assignment> {
    const changed = await this.assignments.change(
      userId,
      id,
      "instructors",
      async ({ assignment, membership }, manager) => {
        await manager.query("update assignment set deleted_at = null where id = $1", [id]);
        if (assignment.deletedAt !== null) {
          await enrolEveryone(manager, assignment.workspaceId);
          await followGroups(manager, assignment.workspaceId);
          await this.record(manager, membership, "assignment-restored", { assignment: id, title: assignment.title });
        }
        return this.affected(manager, assignment);
      },
    );
    await this.reveals.poke();
    this.news.rightsChanged(changed);
    return this.one(userId, id);
  }

  private affected(manager: EntityManager, assignment: AssignmentRow, notice?: "published") {
    return this.news.affected(manager, assignment, notice);
  }

  private record(manager: EntityManager, membership: Membership, kind: string, details: Record<string, string>) {
    const { workspaceId, userId, actor: actorId } = membership;
    return this.audit.record({ workspaceId, userId, actorId, kind, details }, manager);
  }
}

function toChecked({ people, ...fields }: AssignmentFields): CheckedFields {
  return { ...fields, people: people === "everyone" ? null : people };
}

/** Drops those who are none of the people any more: taken out, or gone from a group. */
async function keepAdjudicators(manager: EntityManager, fields: CheckedFields): Promise<void> {
  const people = await peopleNow(manager, fields);
  if (people !== null) fields.adjudicators = fields.adjudicators.filter((actor) => people.has(actor));
}

/** Without the fields that were not given. */
function defined<T extends object>(body: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const given = Object.entries(body).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as { [K in keyof T]: Exclude<T[K], undefined> };
}

function requireThere(assignment: AssignmentView["assignment"]): void {
  if (assignment.deletedAt !== null) {
    throw conflict("assignment_deleted", "This assignment was deleted. Restore it first.");
  }
}

/** A reveal in the past would come at once, and for good: that is asked for by revealing. */
function requireToCome(revealAt: string | null): void {
  if (revealAt === null || Date.parse(revealAt) > Date.now()) return;
  throw invalid([{ path: "revealAt", message: "must be in the future; reveal it by hand to open it now" }]);
}

/** Whoever changes how it is revealed, or takes people out, hasn't asked for the reveal itself, which is for good. */
function wouldReveal(): AppError {
  return conflict(
    "would_reveal",
    "All who would take part have submitted: this would open all work to all at once, for good. Reveal it by hand " +
      "instead, or let an instructor reveal it.",
  );
}

/** The answer would tell whether somebody has begun with the article: not before the reveal to who codes blind too. */
function requireArticlesKept(view: AssignmentView, before: CheckedFields, after: CheckedFields): void {
  if (view.assignment.state === "draft" || knowsOfAll(view)) return;
  if (before.articles.every((article) => after.articles.includes(article))) return;
  throw conflict(
    "article_in_use",
    "You code in this assignment yourself: before the reveal its articles are taken out by an instructor who doesn't.",
  );
}

function requireFixed(assignment: AssignmentRow, body: UpdateAssignmentBody): void {
  if (assignment.state === "draft") return;
  const other = <K extends "kind" | "pseudonyms" | "reveal">(field: K) =>
    body[field] !== undefined && body[field] !== assignment[field];
  if (other("kind") || other("pseudonyms")) {
    const what = "Once an assignment is published, its kind and whether it shows pseudonyms stay as they are.";
    throw conflict("assignment_published", `${what} Make another one.`);
  }
  if (assignment.revealedAt !== null && (other("reveal") || body.revealAt != null)) {
    throw conflict("assignment_revealed", "It has been revealed: how can't be changed any more.");
  }
  // Who has submitted was promised to see the others at once, or not to be seen before all have.
  if ((assignment.reveal === "each" || body.reveal === "each") && other("reveal")) {
    throw conflict("assignment_published", "Whether work opens to each as they submit stays as it was published.");
  }
}
