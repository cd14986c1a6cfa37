import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Coalescer } from "./coalescer.ts";

describe("a coalescer", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it("runs once for a wave of calls, per key, and again for the next wave", () => {
    const ran: string[] = [];
    const coalescer = new Coalescer(100, (key) => ran.push(key));
    for (let i = 0; i < 50; i++) coalescer.schedule("a");
    coalescer.schedule("b");
    expect(ran).toEqual([]);
    vi.advanceTimersByTime(100);
    expect(ran).toEqual(["a", "b"]);
    coalescer.schedule("a");
    vi.advanceTimersByTime(100);
    expect(ran).toEqual(["a", "b", "a"]);
  });

  it("runs nothing once it is stopped", () => {
    const ran: string[] = [];
    const coalescer = new Coalescer(100, (key) => ran.push(key));
    coalescer.schedule("a");
    coalescer.stop();
    vi.advanceTimersByTime(1_000);
    expect(ran).toEqual([]);
  });
});
