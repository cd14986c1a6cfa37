// @vitest-environment jsdom
import { act, cleanup, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { CALM, useCalmWords } from "./use-calm-words.ts";

function Said({ unread }: { unread: number }) {
  return <p role="status">{useCalmWords(unread)}</p>;
}

const said = () => screen.getByRole("status").textContent;
const wait = (ms: number) => act(() => vi.advanceTimersByTime(ms));

describe("what is said as notices come", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    cleanup();
    vi.useRealTimers();
  });

  it("is nothing of what was unread before, and the first that comes at once", () => {
    const { rerender } = render(<Said unread={3} />);
    wait(1);
    expect(said()).toBe("");
    rerender(<Said unread={4} />);
    wait(1);
    expect(said()).toBe("4 unread notices");
  });

  it("is one sentence for a flood", () => {
    const { rerender } = render(<Said unread={0} />);
    rerender(<Said unread={1} />);
    wait(1);
    expect(said()).toBe("One unread notice");
    for (let unread = 2; unread < 30; unread++) {
      rerender(<Said unread={unread} />);
      wait(500);
      expect(said()).toBe("One unread notice");
    }
    wait(CALM);
    expect(said()).toBe("29 unread notices");
  });

  it("is nothing any more once all are read", () => {
    const { rerender } = render(<Said unread={0} />);
    rerender(<Said unread={1} />);
    wait(1);
    rerender(<Said unread={0} />);
    wait(CALM);
    expect(said()).toBe("");
  });
});
