import type { CommentView } from "@postil/shared/document/readers";
import { describe, expect, it } from "vitest";
import { countComments, shownThread } from "./shown-thread.ts";

function comment(id: string, parent: string | null, createdAt: number, deleted = false): CommentView {
  return {
    id,
    annotation: "a",
    parent,
    author: "ada",
    createdAt,
    text: id,
    editedAt: null,
    deleted: deleted ? { by: "ada", at: createdAt } : null,
    reactions: [],
  };
}

function shape(comments: CommentView[]): Record<string, string[]> {
  return Object.fromEntries(shownThread(comments).map((one) => [one.comment.id, one.replies.map(({ id }) => id)]));
}

describe("shownThread", () => {
  it("shows answers to answers under the comment that began", () => {
    expect(
      shape([
        comment("second", null, 2),
        comment("first", null, 1),
        comment("deep", "answer", 4),
        comment("answer", "first", 3),
      ]),
    ).toEqual({ first: ["answer", "deep"], second: [] });
  });

  it("keeps a deleted comment's place only while others answered it", () => {
    const thread = [comment("gone", null, 1, true), comment("answer", "gone", 2), comment("alone", null, 3, true)];
    expect(shape(thread)).toEqual({ gone: ["answer"] });
    expect(countComments(thread)).toBe(1);
  });

  it("shows a comment whose parent is not there, and survives a circle", () => {
    expect(shape([comment("orphan", "nowhere", 1)])).toEqual({ orphan: [] });
    expect(countComments([comment("a", "b", 1), comment("b", "a", 2)])).toBe(2);
    expect(() => shownThread([comment("a", "b", 1), comment("b", "a", 2)])).not.toThrow();
  });
});
