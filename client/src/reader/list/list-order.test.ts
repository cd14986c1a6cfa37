import { describe, expect, it } from "vitest";
import type { ResolvedAnnotation } from "../../annotations/use-annotations.ts";
import { inOrder, lastActivity } from "./list-order.ts";

const names: Record<string, string> = { zoe: "Zoë", alva: "Älva", ben: "Ben" };
const naming = { nameOf: (actor: string) => names[actor] ?? actor, compareNames: new Intl.Collator("en").compare };

function made(id: string, more: Partial<ResolvedAnnotation> = {}): ResolvedAnnotation {
  const on = more.on ?? "passage";
  return {
    ...{ id, author: "ben", createdAt: 0, on, sources: [], anchor: null, note: "", noteEditedAt: null, tags: [] },
    ...{ comments: [], resolved: null, assignee: null, reactions: [], deleted: null, updatedAt: more.createdAt ?? 0 },
    ...{ ranges: [], state: on === "passage" ? "position" : null },
    ...more,
  };
}

const at = (from: number) => [{ from, to: from + 5 }];
const ids = (all: readonly ResolvedAnnotation[]) => all.map(({ id }) => id);

describe("the list's order", () => {
  it("is by place: the whole article, memos, passages, what was left out, lost passages", () => {
    const all = [
      made("lost", { state: "orphaned" }),
      made("late", { ranges: at(90) }),
      made("out", { on: "memo", sources: ["x"] }),
      made("memo", { on: "memo", createdAt: 1 }),
      made("early", { ranges: at(10) }),
      made("whole", { on: "article", createdAt: 2 }),
    ];
    expect(ids(inOrder(all, "place", naming))).toEqual(["whole", "memo", "early", "late", "out", "lost"]);
  });

  it("is by time, the newest first, and by place where the time is the same", () => {
    const all = [
      made("b", { createdAt: 5, ranges: at(50) }),
      made("a", { createdAt: 5, ranges: at(10) }),
      made("new", { createdAt: 9, ranges: at(70) }),
    ];
    expect(ids(inOrder(all, "time", naming))).toEqual(["new", "a", "b"]);
  });

  it("is by person as one would look them up, each one's by place", () => {
    const all = [
      made("z", { author: "zoe", ranges: at(1) }),
      made("b2", { author: "ben", ranges: at(20) }),
      made("b1", { author: "ben", ranges: at(10) }),
      made("a", { author: "alva", ranges: at(30) }),
    ];
    expect(ids(inOrder(all, "person", naming))).toEqual(["a", "b1", "b2", "z"]);
  });

  it("keeps two people of one name apart", () => {
    const same = { ...naming, nameOf: () => "Ben" };
    const all = ["x", "y", "x", "y"].map((author, index) => made(`${author}${index}`, { author, ranges: at(index) }));
    expect(ids(inOrder(all, "person", same))).toEqual(["x0", "x2", "y1", "y3"]);
  });

  it("is by what was last said or done: a reply, a change of it, a sign", () => {
    const comment = { id: "c", annotation: "r", parent: null, author: "ben", text: "", deleted: null };
    const all = [
      made("quiet", { createdAt: 50 }),
      made("replied", { comments: [{ ...comment, createdAt: 60, editedAt: null, reactions: [] }] }),
      made("edited", { comments: [{ ...comment, createdAt: 1, editedAt: 70, reactions: [] }] }),
      made("thanked", { reactions: [{ actor: "zoe", sign: "thanks", at: 80 }] }),
      made("tagged", { updatedAt: 90 }),
    ];
    expect(ids(inOrder(all, "activity", naming))).toEqual(["tagged", "thanked", "edited", "replied", "quiet"]);
    expect(all.map(lastActivity)).toEqual([50, 60, 70, 80, 90]);
  });

  it("leaves the list it was given as it was", () => {
    const all = [made("b", { ranges: at(9) }), made("a", { ranges: at(1) })];
    for (const order of ["place", "time", "person", "activity"] as const) inOrder(all, order, naming);
    expect(ids(all)).toEqual(["b", "a"]);
  });
});
