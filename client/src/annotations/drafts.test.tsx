// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { forgetDrafts, listDrafts } from "../sync/draft-storage.ts";
import { useDraft } from "./drafts.ts";

function Field({ place, user = "user" }: { place: string; user?: string }) {
  const draft = useDraft(user, "layer/one", place);
  return (
    <>
      <textarea value={draft.text} onChange={(event) => draft.setText(event.target.value)} />
      <button type="button" onClick={draft.clear}>
        Send
      </button>
    </>
  );
}

const field = () => screen.getByRole("textbox") as HTMLTextAreaElement;
const type = (value: string) => fireEvent.change(field(), { target: { value } });

describe("unsent words", () => {
  beforeEach(() => {
    localStorage.clear();
    vi.useFakeTimers();
  });
  afterEach(() => {
    cleanup();
    vi.useRealTimers();
  });

  it("are kept after a short pause and are there again after a reload", () => {
    render(<Field place="reply/a" />);
    type("half a tho");
    expect(listDrafts("user")).toEqual([]);
    act(() => vi.advanceTimersByTime(300));
    expect(listDrafts("user")).toEqual([{ document: "layer/one", key: "reply/a", text: "half a tho" }]);
    cleanup();
    render(<Field place="reply/a" />);
    expect(field().value).toBe("half a tho");
  });

  it("are kept at once when the page is put away or the field goes", () => {
    render(<Field place="reply/a" />);
    type("closing");
    act(() => window.dispatchEvent(new Event("pagehide")));
    expect(listDrafts("user")[0]?.text).toBe("closing");
    type("going");
    cleanup();
    expect(listDrafts("user")[0]?.text).toBe("going");
  });

  it("are forgotten when sent, also before the pause is over", () => {
    render(<Field place="reply/a" />);
    type("sent");
    fireEvent.click(screen.getByRole("button"));
    act(() => vi.advanceTimersByTime(1_000));
    expect(listDrafts("user")).toEqual([]);
    expect(field().value).toBe("");
  });

  it("stay with what they were meant for, and with their writer", () => {
    const { rerender } = render(<Field place="reply/a" />);
    type("for a");
    rerender(<Field place="reply/b" />);
    expect(field().value).toBe("");
    type("for b");
    rerender(<Field place="reply/a" />);
    expect(field().value).toBe("for a");
    rerender(<Field place="reply/a" user="somebody else" />);
    expect(field().value).toBe("");
    forgetDrafts("user");
    expect(listDrafts("user")).toEqual([]);
  });
});
