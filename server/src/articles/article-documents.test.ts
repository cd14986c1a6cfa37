import { decodePosition } from "@postil/shared/anchor/relative-position";
import { articleMarks, articleText } from "@postil/shared/document/text-document";
import { textMarkSchema } from "@postil/shared/schema/text-mark";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { textSeed } from "./article-documents.ts";

describe("a text document's seed", () => {
  const text = "Title 👩‍🔬\nA paragraph.\n";

  it("holds the text and its marks, written by one client", () => {
    const { bytes, clientId } = textSeed(text, [{ kind: "h1", from: 0, to: 11 }]);
    const doc = new Y.Doc();
    Y.applyUpdate(doc, bytes);
    expect(articleText(doc).toString()).toBe(text);
    expect([...Y.decodeStateVector(Y.encodeStateVector(doc)).keys()]).toEqual([clientId]);
    const [mark] = [...articleMarks(doc).values()];
    const { start, end } = textMarkSchema.parse(mark);
    expect(decodePosition(doc, articleText(doc), start)).toBe(0);
    expect(decodePosition(doc, articleText(doc), end)).toBe(11);
  });

  it("keeps marks off what is typed at their edges", () => {
    const { bytes } = textSeed(text, [{ kind: "h1", from: 0, to: 11 }]);
    const doc = new Y.Doc();
    Y.applyUpdate(doc, bytes);
    articleText(doc).insert(11, " more");
    articleText(doc).insert(0, "New: ");
    const [mark] = [...articleMarks(doc).values()];
    expect(decodePosition(doc, articleText(doc), mark?.start ?? "")).toBe(5);
    expect(decodePosition(doc, articleText(doc), mark?.end ?? "")).toBe(16);
  });
});
