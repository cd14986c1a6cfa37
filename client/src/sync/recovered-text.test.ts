import { describe, expect, it } from "vitest";
import type { RecoveredItem, RecoveredRow } from "./recovered-row.ts";
import { piecesOf, recoveredText } from "./recovered-text.ts";

function row(...items: RecoveredItem[]): RecoveredRow {
  const about = { id: "r", user: "u", document: "layer/x", at: 0, detail: "", avoid: [] };
  return { ...about, state: "kept", reason: "refused", items };
}
const quote = "the court heard";

describe("recovered work as text", () => {
  it("gives words with the passage they were written on", () => {
    const text = recoveredText(row({ map: "notes", key: "a1", value: { text: "Says who?", editedAt: 1 }, quote }));
    expect(text).toBe("Note. On “the court heard”\nSays who?");
  });

  it("does not list an annotation twice for its place, nor a comment twice for its words", () => {
    const pieces = piecesOf(
      row(
        { map: "annotations", key: "a1", value: { on: "passage" }, quote },
        { map: "anchors", key: "a1", value: {}, quote },
        { map: "comments", key: "c1", value: {}, quote },
        { map: "commentTexts", key: "c1", value: { text: "Yes", editedAt: 1 }, quote },
        { map: "anchors", key: "a2", value: {}, quote },
      ),
    );
    expect(pieces.map(({ id }) => id)).toEqual(["annotations/a1", "commentTexts/c1", "anchors/a2"]);
  });

  it("says when something was taken out", () => {
    expect(recoveredText(row({ map: "tags", key: "a1/t1", value: null, quote: "" }))).toBe("Tag: taken out");
  });
});
