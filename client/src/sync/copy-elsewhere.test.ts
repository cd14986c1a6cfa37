import { describe, expect, it } from "vitest";
import { operationsOf } from "./copy-elsewhere.ts";
import type { RecoveredItem, RecoveredRow } from "./recovered-row.ts";

const row = (...items: Omit<RecoveredItem, "quote">[]): RecoveredRow => ({
  ...{ id: "r", user: "u", document: "layer/x", at: 0, detail: "", avoid: [], state: "kept", reason: "refused" },
  items: items.map((item) => ({ ...item, quote: "" })),
});
const anchor = { segments: [{ start: "AAAA", end: "AAAA", exact: "x", from: 0, to: 1 }], prefix: "", suffix: "" };

describe("recovered work in another layer", () => {
  it("is made with its place, note, tags and replies, under the same ids", () => {
    const operations = operationsOf(
      row(
        { map: "annotations", key: "a1", value: { author: "me", createdAt: 1, on: "passage" } },
        { map: "anchors", key: "a1", value: anchor },
        { map: "notes", key: "a1", value: { text: "So", editedAt: 1 } },
        { map: "tags", key: "a1/t1", value: { by: "me", at: 1 } },
        { map: "comments", key: "c1", value: { annotation: "a1", parent: null, author: "me", createdAt: 1 } },
        { map: "commentTexts", key: "c1", value: { text: "And?", editedAt: 1 } },
      ),
    );
    expect(operations).toEqual([
      { op: "annotate", id: "a1", on: "passage", anchor, note: "So", tags: ["t1"] },
      { op: "comment", id: "c1", annotation: "a1", parent: null, text: "And?" },
    ]);
  });

  it("leaves what belongs to annotations that stand where they were", () => {
    const changes = row(
      { map: "notes", key: "a0", value: { text: "Otherwise", editedAt: 2 } },
      { map: "tags", key: "a0/t1", value: null },
      { map: "comments", key: "c2", value: { annotation: "a0", parent: null, author: "me", createdAt: 1 } },
    );
    expect(operationsOf(changes)).toEqual([]);
  });
});
