import { describe, expect, it } from "vitest";
import { FailureWindow } from "./failure-window.ts";

function windowAt(limit: number, windowMs: number, mostNames?: number) {
  const clock = { now: 1_000 };
  return { clock, failures: new FailureWindow(limit, windowMs, () => clock.now, mostNames) };
}

describe("a failure window", () => {
  it("lets a name go on until its failures reach the limit, then says how long is left", () => {
    const { clock, failures } = windowAt(2, 100);
    failures.add("a");
    expect(failures.waitMs("a")).toBe(0);
    clock.now += 40;
    failures.add("a");
    expect(failures.waitMs("a")).toBe(60);
    expect(failures.waitMs("b")).toBe(0);
  });

  it("forgets when the window has passed", () => {
    const { clock, failures } = windowAt(1, 100);
    failures.add("a");
    clock.now += 100;
    expect(failures.waitMs("a")).toBe(0);
    failures.add("a");
    expect(failures.waitMs("a")).toBe(100);
  });

  it("takes an attempt back that turned out well", () => {
    const { failures } = windowAt(2, 100);
    failures.add("a");
    failures.add("a");
    failures.takeBack("a");
    expect(failures.waitMs("a")).toBe(0);
    failures.clear("a");
    failures.takeBack("a");
    failures.add("a");
    expect(failures.waitMs("a")).toBe(0);
  });

  it("remembers no more names than it may, dropping the oldest", () => {
    const { failures } = windowAt(1, 100, 2);
    for (const name of ["a", "b", "c"]) failures.add(name);
    expect(failures.waitMs("a")).toBe(0);
    expect(failures.waitMs("b")).toBe(100);
    expect(failures.waitMs("c")).toBe(100);
  });
});
