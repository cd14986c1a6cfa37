import { QueryClient } from "@tanstack/react-query";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { PACE, PacedInvalidation } from "./invalidation.ts";

describe("PacedInvalidation", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  function setUp() {
    const client = new QueryClient();
    const fetched = vi.spyOn(client, "invalidateQueries").mockResolvedValue();
    return { paced: new PacedInvalidation(client), fetched };
  }

  it("fetches at once when something changes for the first time", () => {
    const { paced, fetched } = setUp();
    paced.invalidate(["a"]);
    expect(fetched).toHaveBeenCalledTimes(1);
  });

  it("fetches once more, not thirty times, for what changes meanwhile", () => {
    const { paced, fetched } = setUp();
    for (let i = 0; i < 30; i++) paced.invalidate(["a"]);
    vi.advanceTimersByTime(PACE);
    expect(fetched).toHaveBeenCalledTimes(2);
    vi.advanceTimersByTime(PACE * 10);
    expect(fetched).toHaveBeenCalledTimes(2);
  });

  it("holds back each key for itself, and nothing after it was stopped", () => {
    const { paced, fetched } = setUp();
    paced.invalidate(["a"]);
    paced.invalidate(["b"]);
    expect(fetched).toHaveBeenCalledTimes(2);
    paced.invalidate(["a"]);
    paced.stop();
    vi.advanceTimersByTime(PACE * 2);
    expect(fetched).toHaveBeenCalledTimes(2);
  });
});
