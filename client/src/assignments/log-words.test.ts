import type { AssignmentEvent } from "@postil/shared/schema/assignment";
import { describe, expect, it } from "vitest";
import { describeEvent } from "./log-words.ts";
import { ownZone } from "./zones.ts";

function told(change: Partial<AssignmentEvent>): string {
  const event: AssignmentEvent = {
    ...{ id: "1", at: "2026-05-01T10:00:00.000Z", by: "Ada", how: null, person: null, until: null, fields: [] },
    kind: "published",
    ...change,
  };
  return describeEvent(event, ownZone());
}

describe("what was done to an assignment", () => {
  it("names who did it", () => {
    expect(told({})).toBe("Ada published it");
    expect(told({ kind: "revealed", how: "manual" })).toBe("Ada revealed it");
    expect(told({ kind: "changed", fields: ["dueAt", "people", "unknown"] })).toBe(
      "Ada changed the due date and the people",
    );
    expect(told({ kind: "changed", fields: [] })).toBe("Ada changed it");
  });

  it("says why it came by itself", () => {
    expect(told({ kind: "revealed", by: null, how: "at" })).toBe("Revealed when its time had come");
    expect(told({ kind: "revealed", by: null, how: "all-submitted" })).toBe("Revealed when all had submitted");
  });

  it("tells for whom there was more time, and until when", () => {
    expect(told({ kind: "extended", person: "Ben", until: "2026-05-04T10:00:00.000Z" })).toMatch(
      /^Ada gave Ben until .*2026/,
    );
    expect(told({ kind: "extended", person: "Ben" })).toBe("Ada took the extension of Ben back");
  });
});
