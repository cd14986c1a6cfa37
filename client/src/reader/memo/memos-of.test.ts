import { MAX_NOTE_LENGTH } from "@postil/shared/schema/annotation";
import { describe, expect, it } from "vitest";
import type { ResolvedAnnotation } from "../../annotations/use-annotations.ts";
import { joinedText, memosOf } from "./memos-of.ts";

function memo(
  id: string,
  author: string,
  createdAt: number,
  more: Partial<ResolvedAnnotation> = {},
): ResolvedAnnotation {
  return {
    ...{
      id,
      author,
      createdAt,
      on: "memo",
      sources: [],
      anchor: null,
      note: `${id} says`,
      noteEditedAt: null,
      tags: [],
    },
    ...{ comments: [], resolved: null, assignee: null, reactions: [], deleted: null, updatedAt: createdAt },
    ...{ ranges: [], state: null },
    ...more,
  };
}

const team = () => "team";
const nobodys = () => false;

describe("the memos on an article", () => {
  it("are one a person, in the order of their beginning", () => {
    const found = memosOf([memo("late", "ben", 9), memo("early", "ada", 1)], team, nobodys);
    expect(found.map(({ author, memos }) => [author, memos.map(({ id }) => id)])).toEqual([
      ["ada", ["early"]],
      ["ben", ["late"]],
    ]);
  });

  it("keep both that one person began on two devices, the older first", () => {
    const [ada] = memosOf([memo("phone", "ada", 5), memo("desk", "ada", 3)], team, nobodys);
    expect(ada?.memos.map(({ id }) => id)).toEqual(["desk", "phone"]);
  });

  it("are not those that say what an agreed layer left out", () => {
    expect(memosOf([memo("out", "ada", 1, { sources: ["x"] })], team, nobodys)).toEqual([]);
  });

  it("are apart in each layer", () => {
    const found = memosOf([memo("a", "ada", 1), memo("b", "ada", 2)], (id) => id, nobodys);
    expect(found).toHaveLength(2);
  });

  it("leave out others' empty ones, and keep one's own", () => {
    const all = [memo("a", "ada", 1, { note: " " }), memo("b", "ben", 2, { note: "" })];
    expect(memosOf(all, team, ({ author }) => author === "ada").map(({ author }) => author)).toEqual(["ada"]);
  });
});

describe("memos joined into one", () => {
  it("lose no words, the older first, and say nothing twice", () => {
    const notes = ["First.\n", "", "Second.", "First."].map((note) => ({ note }));
    expect(joinedText(notes)).toBe("First.\n\n---\n\nSecond.");
  });

  it("are refused where they would be too long", () => {
    const long = "x".repeat(MAX_NOTE_LENGTH / 2);
    expect(joinedText([{ note: long }, { note: `y${long}` }])).toBeNull();
    expect(joinedText([{ note: long }])).toBe(long);
  });
});
