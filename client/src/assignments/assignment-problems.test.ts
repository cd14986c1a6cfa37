import { type AssignmentFields, createAssignmentBodySchema } from "@postil/shared/schema/assignment";
import { describe, expect, it } from "vitest";
import { draftOf, toBody } from "./assignment-draft.ts";
import { problemsOf } from "./assignment-problems.ts";

function filled(change: Partial<ReturnType<typeof draftOf>>): AssignmentFields {
  const draft = { ...draftOf(null), title: "Round 1", timeZone: "Europe/Berlin", ...change };
  return createAssignmentBodySchema.parse(toBody(draft));
}

const paths = (fields: AssignmentFields, whole = false) => problemsOf(fields, whole).map(({ path }) => path);

describe("what is wrong with an assignment's fields", () => {
  it("is a due time that is not after the opening, by the instants and not by the clocks", () => {
    expect(paths(filled({ opensAt: "2026-05-02T10:00", dueAt: "2026-05-02T10:00" }))).toEqual(["dueAt"]);
    expect(paths(filled({ opensAt: "2026-05-02T10:00", dueAt: "2026-05-01T10:00" }))).toEqual(["dueAt"]);
    expect(paths(filled({ opensAt: "2026-05-02T10:00", dueAt: "2026-05-02T10:01" }))).toEqual([]);
    // Clocks never show 02:30 that night: it means 03:30, which is not after 03:30.
    expect(paths(filled({ opensAt: "2026-03-29T03:30", dueAt: "2026-03-29T02:30" }))).toEqual(["dueAt"]);
    expect(paths(filled({ dueAt: "2026-05-01T10:00" }))).toEqual([]);
  });

  it("is a reveal at a time that is missing, or comes before the opening", () => {
    const at = { kind: "blind", reveal: "at" } as const;
    expect(paths(filled({ ...at }))).toEqual(["revealAt"]);
    expect(paths(filled({ ...at, opensAt: "2026-05-02T10:00", revealAt: "2026-05-01T10:00" }))).toEqual(["revealAt"]);
    expect(paths(filled({ ...at, opensAt: "2026-05-02T10:00", revealAt: "2026-05-03T10:00" }))).toEqual([]);
  });

  it("is what a draft may still lack, once it is to be published", () => {
    const draft = filled({ everyone: false });
    expect(paths(draft)).toEqual([]);
    expect(paths(draft, true)).toEqual(["articles", "people"]);
  });
});
