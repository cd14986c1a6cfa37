import { expect, it } from "vitest";
import type { Coded } from "../annotations/agreement.ts";
import { nextOf } from "./use-consensus.ts";

const coded = ["a", "b", "c", "d"].map((id) => ({ annotation: { id }, tags: [] }) as unknown as Coded);

it("what is left to decide is stepped through in order of place, round and round, until nothing is left", () => {
  const open = ["b", "d"];
  expect(nextOf(open, coded, null)).toBe("b");
  expect(nextOf(open, coded, "a")).toBe("b");
  expect(nextOf(open, coded, "b")).toBe("d");
  expect(nextOf(open, coded, "d")).toBe("b");
  expect(nextOf(open, coded, "an agreed one")).toBe("b");
  expect(nextOf(["b"], coded, "b")).toBe("b");
  expect(nextOf([], coded, "b")).toBeNull();
});
