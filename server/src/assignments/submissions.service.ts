import { Injectable } from "@nestjs/common";
import type { Assignment } from "@postil/shared/schema/assignment";
import { isId } from "@postil/shared/schema/ids";
import { DataSource, EntityManager } from "typeorm";
import { AuditLog } from "../accounts/audit.ts";
import { conflict, invalid, notFound } from "../platform/errors.ts";
import { Events } from "../platform/events.ts";
import { AssignmentAccess, type AssignmentView } from "./assignment-access.ts";
import { hasOpened, whyNotTakeBack } from "./assignment-answers.ts";
import { type Affected, AssignmentNews } from "./assignment-news.ts";
import type { PartRow } from "./assignment-rows.ts";
import { AssignmentsService } from "./assignments.service.ts";
import { Reveals } from "./reveals.ts";

/** What submitting has brought about. `opened`: the others' work to this one; `revealed`: all to all. */
interface Told {
  workspaceId: string;
  id: string;
  opened: boolean;
  revealed: Affected | null;
}

/** Submitting, taking back, revealing, extending, reminding. */
@Injectable()
export class SubmissionsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly assignments: AssignmentAccess,
    private readonly answers: AssignmentsService,
    private readonly reveals: Reveals,
    private readonly news: AssignmentNews,
    private readonly audit: AuditLog,
    private readonly events: Events,
  ) {}

  /** Late is submitted too. From now on the caller's blind layers stay as they are. Asked again, nothing changes. */
  async submit(userId: string, id: string): Promise<Assignment> {
    const told = await this.assignments.change(userId, id, "people", async (view, manager): Promise<Told | null> => {
      const { assignment } = view;
      const me = partOf(view);
      if (!hasOpened(assignment)) throw conflict("not_open", "This assignment has not opened yet.");
      if (me.submittedAt !== null) return null;
      if (assignment.revealedAt !== null) throw conflict("assignment_revealed", "It has been revealed already.");
      const opens = assignment.kind === "blind" && assignment.reveal === "each";
      await manager.query(
        `update assignment_person set submitted_at = now(), revealed_at = case when $3 then now() end
          where assignment_id = $1 and actor_id = $2`,
        [id, me.actor, opens],
      );
      const revealed =
        assignment.kind === "blind" && assignment.reveal === "all-submitted"
          ? await this.reveals.reveal(manager, id, null)
          : null;
      return { workspaceId: assignment.workspaceId, id, opened: opens, revealed };
    });
    await this.tell(told, userId);
    return this.answers.one(userId, id);
  }

  /** Before it is due, and before anybody else's work has opened to the caller; 409 afterwards. */
  async takeBack(userId: string, id: string): Promise<Assignment> {
    const told = await this.assignments.change(userId, id, "people", async (view, manager): Promise<Told | null> => {
      const me = partOf(view);
      if (me.submittedAt === null) return null;
      const why = whyNotTakeBack(view.assignment, me);
      if (why !== null) throw conflict("cannot_take_back", why);
      await manager.query(
        `update assignment_person set submitted_at = null, taken_back_at = now()
          where assignment_id = $1 and actor_id = $2`,
        [id, me.actor],
      );
      return { workspaceId: view.assignment.workspaceId, id, opened: false, revealed: null };
    });
    await this.tell(told, userId);
    return this.answers.one(userId, id);
  }

  /** Opens its blind layers to one another, for good. Of two instructors at once, one is the one who did it. */
  async reveal(userId: string, id: string): Promise<Assignment> {
    const affected = await this.assignments.change(userId, id, "instructors", (view, manager) => {
      const { assignment, membership } = view;
      if (assignment.kind !== "blind" || assignment.state !== "published" || assignment.deletedAt !== null) {
        throw conflict("nothing_to_reveal", "Only a blind assignment that has been published can be revealed.");
      }
      return this.reveals.reveal(manager, id, { actor: membership.actor, userId });
    });
    if (affected) this.news.rightsChanged(affected);
    return this.answers.one(userId, id);
  }

  /** `actor` is the member's. Whoever has submitted late by the old date may be in time by the new one. */
  async extend(userId: string, id: string, actor: string, extendedUntil: string | null): Promise<Assignment> {
    const told = await this.assignments.change(userId, id, "instructors", async (view, manager) => {
      const { assignment, membership } = view;
      if (assignment.deletedAt !== null) {
        throw conflict("assignment_deleted", "This assignment was deleted. Restore it first.");
      }
      if (extendedUntil !== null && (!assignment.dueAt || Date.parse(extendedUntil) <= assignment.dueAt.getTime())) {
        throw invalid([{ path: "extendedUntil", message: "must be after the assignment is due" }]);
      }
      const [rows] = isId(actor)
        ? await manager.query<[unknown[], number]>(
            `update assignment_person set extended_until = $3
              where assignment_id = $1 and actor_id = $2 and removed_at is null returning actor_id`,
            [id, actor, extendedUntil],
          )
        : [[]];
      if (rows.length === 0) throw notFound("Nobody with this id takes part in the assignment.");
      const details = { assignment: id, person: actor, until: extendedUntil };
      const who = { workspaceId: assignment.workspaceId, userId, actorId: membership.actor };
      await this.audit.record({ ...who, kind: "assignment-extended", details }, manager);
      return this.userOf(manager, actor);
    });
    const { workspaceId } = (await this.assignments.view(userId, id)).assignment;
    await this.news.progressed(workspaceId, [id], told === null ? [] : [told]);
    this.events.emit("changedFor", { workspaceId, userIds: [userId], topic: "assignments" });
    if (told !== null && extendedUntil !== null) {
      this.events.emit("assignment", { workspaceId, assignmentId: id, kind: "extended", userIds: [told] });
    }
    return this.answers.one(userId, id);
  }

  /**
   * Reminds those who have not submitted: that it was done is kept, and the notices find the words. An instructor who
   * codes in it blind is not told how many those are: that would count who has submitted.
   */
  async remind(userId: string, id: string): Promise<void> {
    const { assignment } = await this.assignments.edit(userId, id);
    if (assignment.state !== "published" || assignment.deletedAt !== null) {
      throw conflict("not_published", "Nobody knows of this assignment yet: publish it first.");
    }
    const [rows] = await this.dataSource.query<[{ user: string }[], number]>(
      `update assignment_person p set reminded_at = now() from member m
        where p.assignment_id = $1 and m.actor_id = p.actor_id and p.removed_at is null and p.submitted_at is null
        returning m.user_id as "user"`,
      [id],
    );
    const userIds = rows.map(({ user }) => user);
    const { workspaceId } = assignment;
    this.events.emit("assignment", { workspaceId, assignmentId: id, kind: "reminded", userIds });
  }

  /** That somebody submitted is told to those who oversee it, and to those to whom their work has opened by it. */
  private async tell(told: Told | null, userId: string): Promise<void> {
    if (!told) return;
    if (told.revealed) return this.news.rightsChanged(told.revealed);
    const { workspaceId, id, opened } = told;
    const readers = opened ? await this.readers(id) : [];
    this.news.rightsChanged({ workspaceId, assignmentId: id, userIds: [userId, ...readers], notices: [] });
    if (opened)
      this.events.emit("assignment", { workspaceId, assignmentId: id, kind: "opened-to-one", userIds: [userId] });
    await this.news.progressed(workspaceId, [id]);
  }

  /** Users to whom the others' work has opened as they submitted. */
  private async readers(id: string): Promise<string[]> {
    const rows: { user: string }[] = await this.dataSource.query(
      `select m.user_id as "user" from assignment_person p join member m on m.actor_id = p.actor_id
        where p.assignment_id = $1 and p.removed_at is null and p.revealed_at is not null`,
      [id],
    );
    return rows.map(({ user }) => user);
  }

  private async userOf(manager: EntityManager, actor: string): Promise<string | null> {
    const sql = `select user_id as "user" from member where actor_id = $1`;
    const rows: { user: string }[] = await manager.query(sql, [actor]);
    return rows[0]?.user ?? null;
  }
}

function partOf({ assignment }: AssignmentView): PartRow {
  const { me } = assignment;
  if (!me || me.removed) throw notFound("You don't take part in this assignment.");
  if (assignment.deletedAt !== null) throw conflict("assignment_deleted", "This assignment was deleted.");
  return me;
}
