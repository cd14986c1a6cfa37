import { describe, expect, it } from "vitest";
import { AnnotationActions } from "../annotations/annotation-actions.ts";
import type { Room } from "../annotations/room.ts";
import { UndoStack } from "../annotations/undo-stack.ts";
import type { ResolvedAnnotation } from "../annotations/use-annotations.ts";
import { buildBlocks } from "./blocks.ts";
import { blockNotes } from "./use-block-notes.ts";

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

describe("blockNotes", () => {
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
});
