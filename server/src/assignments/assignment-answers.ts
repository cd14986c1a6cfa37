import type { AssignmentSummary } from "@postil/shared/schema/assignment";
import { type AssignmentView, knowsOfAll } from "./assignment-access.ts";
import type { AssignmentRow, PartRow } from "./assignment-rows.ts";

export function instant(at: Date | string | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}

/** When somebody has to submit: theirs, if it was extended. */
export function dueOf(
  assignment: { dueAt: Date | null },
  person: { extendedUntil: Date | string | null },
): string | null {
  return assignment.dueAt === null ? null : instant(person.extendedUntil ?? assignment.dueAt);
}

export function isLate(due: string | null, submittedAt: Date | string | null): boolean {
  return due !== null && submittedAt !== null && new Date(submittedAt).getTime() > Date.parse(due);
}

export function hasOpened(assignment: AssignmentRow, now = Date.now()): boolean {
  return assignment.state === "published" && (assignment.opensAt?.getTime() ?? 0) <= now;
}

export function toSummary(view: AssignmentView): AssignmentSummary {
  const { assignment } = view;
  const { id, workspaceId, title, kind, state, timeZone, pseudonyms, reveal, articleCount } = assignment;
  return {
    ...{ id, workspaceId, title, kind, state, timeZone, pseudonyms, reveal, articleCount },
    opensAt: instant(assignment.opensAt),
    dueAt: instant(assignment.dueAt),
    revealAt: instant(assignment.revealAt),
    revealedAt: instant(assignment.revealedAt),
    asks: {
      annotations: assignment.askedAnnotations,
      replies: assignment.askedReplies,
      tags: assignment.askedTags,
      tagParents: assignment.askedTagParents,
    },
    createdAt: assignment.createdAt.toISOString(),
    publishedAt: instant(assignment.publishedAt),
    deletedAt: instant(assignment.deletedAt),
    me: assignment.me && !assignment.me.removed ? toMe(assignment, assignment.me) : null,
    counts: knowsOfAll(view) ? assignment.counts : null,
  };
}

function toMe(assignment: AssignmentRow, me: PartRow): NonNullable<AssignmentSummary["me"]> {
  const { coder: actor, name, colour, adjudicates } = me;
  const dueAt = dueOf(assignment, me);
  const othersOpenedAt = instant(assignment.revealedAt) ?? (me.submittedAt === null ? null : instant(me.revealedAt));
  const isOpen = hasOpened(assignment);
  const runs = isOpen && assignment.deletedAt === null;
  return {
    ...{ actor, name, colour, adjudicates, dueAt, othersOpenedAt, isOpen },
    extendedUntil: instant(me.extendedUntil),
    submittedAt: instant(me.submittedAt),
    late: isLate(dueAt, me.submittedAt),
    canSubmit: runs && me.submittedAt === null && assignment.revealedAt === null,
    canTakeBack: runs && me.submittedAt !== null && whyNotTakeBack(assignment, me) === null,
  };
}

/** null: what was submitted can be taken back now. */
export function whyNotTakeBack(assignment: AssignmentRow, me: PartRow): string | null {
  if (assignment.revealedAt !== null || me.revealedAt !== null) {
    return "The others' work has opened to you: what you submitted stays as it is.";
  }
  const due = dueOf(assignment, me);
  if (due !== null && Date.parse(due) <= Date.now()) return "It was due already: ask an instructor for an extension.";
  return null;
}
