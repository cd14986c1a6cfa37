import { describe, expect, it } from "vitest";
import { daysLeft } from "./deletion.ts";

const AT = 1_700_000_000_000;
const DAY = 86_400_000;

describe("daysLeft", () => {
  it("counts down from 30 and ends at none", () => {
    expect(daysLeft(AT, AT)).toBe(30);
    expect(daysLeft(AT, AT + DAY)).toBe(29);
    expect(daysLeft(AT, AT + 29 * DAY)).toBe(1);
    expect(daysLeft(AT, AT + 29.5 * DAY)).toBe(1);
    expect(daysLeft(AT, AT + 30 * DAY)).toBe(0);
    expect(daysLeft(AT, AT + 90 * DAY)).toBe(0);
    expect(daysLeft(AT, AT - DAY)).toBe(30);
  });
});
