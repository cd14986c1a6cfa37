import { expect, it } from "vitest";
import { isCalm } from "./due-deletions.ts";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const NOW = 1_000 * DAY;
const due = (days: number, quiet: number) => ({ since: NOW - days * DAY, writtenAt: NOW - quiet });

it("the bin is emptied where nobody is, then in a quiet moment, and after a week in any", () => {
  expect(isCalm(due(0, 11 * MINUTE), 0, NOW)).toBe(true);
  expect(isCalm(due(0, 9 * MINUTE), 0, NOW)).toBe(false);
  expect(isCalm(due(2, DAY), 1, NOW)).toBe(false);
  expect(isCalm(due(3, MINUTE), 5, NOW)).toBe(true);
  expect(isCalm(due(3, 1_000), 5, NOW)).toBe(false);
  expect(isCalm(due(7, 0), 5, NOW)).toBe(true);
  expect(isCalm({ since: NOW, writtenAt: null }, 0, NOW)).toBe(true);
});
