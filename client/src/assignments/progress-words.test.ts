import type { AssignmentSummary } from "@postil/shared/schema/assignment";
import { describe, expect, it } from "vitest";
import {
  articleState,
  describeAsks,
  describePeople,
  describeProgress,
  rowState,
  standingOf,
} from "./progress-words.ts";

const NOTHING_ASKED = { annotations: 0, replies: 0, tags: 0, tagParents: [] };
const ASKS = { annotations: 3, replies: 1, tags: 0, tagParents: [] };

describe("how far somebody is, in words", () => {
  it("sets what is asked beside what is missing, and says no more once it is there", () => {
    expect(describeProgress({ annotations: 2, replies: 0, tags: 0, done: false }, ASKS)).toBe(
      "2 of 3 annotations, 0 of 1 reply",
    );
    expect(describeProgress({ annotations: 4, replies: 1, tags: 0, done: true }, ASKS)).toBe("4 annotations, 1 reply");
  });

  it("counts what was done where no number is asked", () => {
    expect(describeProgress({ annotations: 1, replies: 0, tags: 0, done: true }, NOTHING_ASKED)).toBe("1 annotation");
    expect(describeProgress({ annotations: 0, replies: 0, tags: 0, done: true }, NOTHING_ASKED)).toBe("Nothing yet");
  });

  it("never calls an article done that nothing was asked of", () => {
    expect(articleState({ annotations: 0, replies: 0, tags: 0, done: true }, NOTHING_ASKED)).toBe("not-started");
    expect(articleState({ annotations: 9, replies: 0, tags: 0, done: true }, NOTHING_ASKED)).toBe("working");
    expect(articleState({ annotations: 3, replies: 1, tags: 0, done: true }, ASKS)).toBe("done");
  });

  it("names the groups that are asked, and counts who is chosen beside them", () => {
    const groups = [{ id: "a", name: "Section A" }];
    expect(describePeople({ everyone: true, groups: [], people: [] })).toBe("All annotators");
    expect(describePeople({ everyone: false, groups, people: [] })).toBe("Section A");
    expect(describePeople({ everyone: false, groups, people: ["p"] })).toBe("Section A and 1 person");
    expect(describePeople({ everyone: false, groups: [], people: ["p", "q"] })).toBe("2 people");
  });

  it("names only what is asked", () => {
    expect(describeAsks(ASKS)).toBe("3 annotations and 1 reply on each article");
    expect(describeAsks(NOTHING_ASKED)).toBeNull();
  });
});

describe("a row of the grid", () => {
  it("is working as soon as one article was begun, and late where it was submitted late", () => {
    expect(rowState({ submittedAt: null, late: false, states: ["not-started", "working"] })).toBe("working");
    expect(rowState({ submittedAt: null, late: false, states: [] })).toBe("not-started");
    const submittedAt = "2026-03-01T00:00:00.000Z";
    expect(rowState({ submittedAt, late: true, states: ["late"] })).toBe("late");
    expect(rowState({ submittedAt, late: false, states: ["submitted"] })).toBe("submitted");
  });
});

describe("how an assignment stands", () => {
  const DUE = "2026-03-10T12:00:00.000Z";
  const me: NonNullable<AssignmentSummary["me"]> = {
    ...{ actor: "a", name: "Ada", colour: 0, adjudicates: false, dueAt: DUE, extendedUntil: null, submittedAt: null },
    ...{ late: false, othersOpenedAt: null, isOpen: true, canSubmit: true, canTakeBack: false },
  };
  const one: AssignmentSummary = {
    ...{ id: "s", workspaceId: "w", title: "T", kind: "blind", state: "published", opensAt: null, dueAt: DUE },
    ...{ timeZone: "UTC", pseudonyms: false, reveal: "manual", revealAt: null, revealedAt: null, articleCount: 1 },
    ...{ asks: ASKS, createdAt: DUE, publishedAt: DUE, deletedAt: null, counts: null, me },
  };
  const before = Date.parse("2026-03-10T11:59:00.000Z");
  const after = Date.parse("2026-03-10T12:01:00.000Z");

  it("is to do until it is due, and overdue from then on", () => {
    expect(standingOf(one, before)).toBe("to-do");
    expect(standingOf(one, after)).toBe("overdue");
    expect(standingOf({ ...one, me: { ...me, dueAt: "2026-03-11T12:00:00.000Z" } }, after)).toBe("to-do");
  });

  it("is not open before it opens, and over once it is revealed", () => {
    expect(standingOf({ ...one, opensAt: "2026-03-10T12:00:30.000Z" }, before)).toBe("not-open");
    expect(standingOf({ ...one, revealedAt: DUE }, after)).toBe("revealed");
    expect(standingOf({ ...one, state: "draft" }, after)).toBe("draft");
  });
});
