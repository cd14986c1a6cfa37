// @vitest-environment jsdom
import { act, cleanup, renderHook } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import { countWords, useWordCount } from "./use-word-count.ts";

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

it("counts words of texts with and without spaces, and longer texts by their share", () => {
  expect(countWords("One two, three.\n", "en")).toBe(3);
  expect(countWords("我喜歡讀書", "zh")).toBeGreaterThan(1);
  expect(countWords("word ".repeat(80_000), "en")).toBe(80_000);
});

it("counts at once what comes, and what changes once it rests", () => {
  vi.useFakeTimers();
  const { result, rerender } = renderHook(({ text }) => useWordCount(text, "en"), {
    initialProps: { text: null as string | null },
  });
  expect(result.current).toBe(0);
  rerender({ text: "one two" });
  expect(result.current).toBe(2);
  rerender({ text: "one two three" });
  act(() => void vi.advanceTimersByTime(1_000));
  rerender({ text: "one two three four" });
  act(() => void vi.advanceTimersByTime(1_000));
  expect(result.current).toBe(2);
  act(() => void vi.advanceTimersByTime(1_000));
  expect(result.current).toBe(4);
});
