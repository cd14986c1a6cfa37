import type { ActivityItem } from "@postil/shared/schema/activity";
import { describe, expect, it } from "vitest";
import { dayTitle } from "../ui/day.ts";
import { byDay } from "./days.ts";

const item = (at: Date): ActivityItem => ({
  ...{ id: at.toISOString(), type: "annotated", at: at.toISOString(), since: at.toISOString(), count: 1 },
  ...{ person: null, subject: null, article: null, layer: null, annotation: null, assignment: null, role: null },
  ...{ changes: [], things: [] },
});

describe("the days of a feed", () => {
  it("are those of the person's own calendar", () => {
    const late = new Date(2025, 3, 30, 23, 59);
    const days = byDay([item(new Date(2025, 4, 1, 0, 1)), item(late), item(new Date(2025, 3, 30, 0, 0))]);
    expect(days.map(({ key, items }) => [key, items.length])).toEqual([
      ["2025-05-01", 1],
      ["2025-04-30", 2],
    ]);
  });

  it("are called today and yesterday, also after a day of 23 or 25 hours, then by their date", () => {
    const now = new Date(2025, 2, 31, 0, 30);
    expect(dayTitle("2025-03-31", now)).toBe("Today");
    expect(dayTitle("2025-03-30", now)).toBe("Yesterday");
    expect(dayTitle("2025-03-29", now)).toContain("29");
    expect(dayTitle("2024-03-29", now)).toContain("2024");
  });
});
