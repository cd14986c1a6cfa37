import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AnnotationActions } from "../annotations/annotation-actions.ts";
import type { Room } from "../annotations/room.ts";
import { UndoStack } from "../annotations/undo-stack.ts";
import type { ResolvedAnnotation } from "../annotations/use-annotations.ts";
import { type Block, buildBlocks } from "./blocks.ts";
import { BlockNoter } from "./use-block-notes.ts";

const room: Room = {
  userId: "user000000000000",
  workspaceId: "workspace0000000",
  articleId: "article000000000",
  layer: {
    id: "layer00000000000",
    kind: "team",
    document: "layer/layer00000000000",
    actor: "ada0000000000000",
    canAnnotate: true,
    canComment: true,
  },
  writer: { actor: "ada0000000000000", canRead: true, canAnnotate: true, canComment: true, canModerate: false },
  actions: new AnnotationActions(() => null, new UndoStack()),
  tags: [],
  tagsById: new Map(),
  people: new Map([["ada", { name: "Ada", colour: 0 }]]),
  createTag: null,
  readers: [],
  proposesTags: false,
  publishing: null,
  beside: null,
};

function annotation(id: string, ...ranges: { from: number; to: number }[]): ResolvedAnnotation {
  return {
    id,
    author: "ada",
    createdAt: 0,
    on: "passage",
    anchor: null,
    note: "",
    noteEditedAt: null,
    sources: [],
    tags: [],
    comments: [],
    resolved: null,
    assignee: null,
    reactions: [],
    deleted: null,
    updatedAt: 0,
    ranges,
    state: "position",
  };
}

const blockNotes = (...[blocks, annotations, room]: [readonly Block[], readonly ResolvedAnnotation[], Room]) =>
  new BlockNoter(blocks, room).note(annotations).notes;

describe("BlockNoter", () => {
  const blocks = buildBlocks("one\ntwo\nthree\n", []);
  const keys = blocks.map(({ key }) => key);

  it("tells each block that a passage touches, once", () => {
    const notes = blockNotes(
      blocks,
      [annotation("a", { from: 1, to: 6 }), annotation("b", { from: 4, to: 5 }, { from: 6, to: 7 })],
      room,
    );
    expect(notes.map(({ key, words }) => [key, words])).toEqual([
      [keys[0], "1 annotation: Ada"],
      [keys[1], "2 annotations: Ada; Ada"],
    ]);
  });

  it("does not tell a block that a passage ends before", () => {
    expect(blockNotes(blocks, [annotation("a", { from: 0, to: 4 })], room).map(({ key }) => key)).toEqual([keys[0]]);
  });

  it("counts what would take too long to tell", () => {
    const many = Array.from({ length: 5 }, (_, index) => annotation(`a${index}`, { from: 0, to: 2 }));
    expect(blockNotes(blocks, many, room)[0]?.words).toBe("5 annotations: Ada; Ada; Ada; and 2 more");
  });

  it("says after each change what it would say of the whole list", () => {
    const places = fc.record({ from: fc.nat(12), length: fc.integer({ min: 1, max: 6 }) });
    const pool = fc.array(fc.array(places, { maxLength: 3 }), { minLength: 1, maxLength: 8 });
    const steps = fc.array(fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(pool, steps, (drafts, kept) => {
        const all = drafts
          .map((ranges, index) =>
            annotation(`a${index}`, ...ranges.map(({ from, length }) => ({ from, to: Math.min(14, from + length) }))),
          )
          .map((one, index) => ({ ...one, author: index % 2 === 0 ? "ada" : "somebody" }));
        const noter = new BlockNoter(blocks, room);
        for (const step of kept) {
          const list = all.filter((_, index) => step[index]);
          const found = noter.note(list);
          expect(found.notes).toEqual(blockNotes(blocks, list, room));
          expect(found.ids).toEqual(new Map(found.notes.map(({ key, id }) => [key, id])));
        }
      }),
    );
  });

  it("leaves the notes of other blocks as they are, and the text alone while the same blocks have notes", () => {
    const noter = new BlockNoter(blocks, room);
    const [first, second, third] = [
      annotation("a", { from: 0, to: 2 }),
      annotation("b", { from: 1, to: 2 }),
      annotation("c", { from: 5, to: 6 }),
    ] as const;
    const before = noter.note([first, third]);
    const after = noter.note([first, second, third]);
    expect(after.notes[0]).not.toBe(before.notes[0]);
    expect(after.notes[1]).toBe(before.notes[1]);
    expect(after.ids).toBe(before.ids);
    expect(noter.note([first, { ...second }, third])).toBe(after);
  });
});
