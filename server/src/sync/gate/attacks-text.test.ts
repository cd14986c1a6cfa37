import { newId } from "@postil/shared/schema/ids";
import { beforeEach, describe, expect, it } from "vitest";
import * as Y from "yjs";
import { OWN, own, refused } from "../testing/attacked-layer.ts";
import { instructor, JudgedDocument } from "../testing/judged-document.ts";
import { any, deleted, format, item, json, nestedMap, rawUpdate, string } from "../testing/raw-update.ts";

describe("a text document", () => {
  const editor = instructor("actor-of-the-editor");
  let text: JudgedDocument;
  let seed: Y.Doc;

  beforeEach(() => {
    seed = new Y.Doc();
    seed.getText("text").insert(0, "One two three.\n");
    text = new JudgedDocument("text", [Y.encodeStateAsUpdate(seed)]);
    text.state.clients.set(seed.clientID, "system");
  });

  it("takes characters and deletions of who may correct it", () => {
    const bytes = rawUpdate(
      [{ client: OWN, clock: 0, structs: [item(string("So: "), { right: [seed.clientID, 0] })] }],
      [[seed.clientID, [[4, 4]]]],
    );
    expect(refused(text, bytes, editor)).toBeNull();
    expect(text.doc.getText("text").toString()).toBe("So: One three.\n");
  });

  it("refuses everybody else, though they annotate", () => {
    expect(refused(text, own(item(string("x"), { right: [seed.clientID, 0] })))).toBe("role");
    expect(refused(text, rawUpdate([], [[seed.clientID, [[0, 3]]]]))).toBe("role");
  });

  it("refuses formatting and every other content: Yjs would tidy it in each reader's document", () => {
    const place = { right: [seed.clientID, 0] as [number, number] };
    for (const content of [format("bold", true), any("x"), json("x"), nestedMap()]) {
      expect(refused(text, own(item(content, place)), editor)).toBe("content");
    }
  });

  it("refuses keys beside the text, and a text among the marks", () => {
    expect(refused(text, own(item(any(1), { parent: "text", key: "a" })), editor)).toBe("structure");
    expect(refused(text, own(item(string("x"), { parent: "marks" })), editor)).toBe("structure");
    expect(refused(text, own(item(string("x"), { parent: "marks", key: newId() })), editor)).toBe("content");
  });

  it("takes marks by their schema only", () => {
    const mark = (value: unknown) => own(item(any(value), { parent: "marks", key: newId() }));
    expect(refused(text, mark({ kind: "h1", start: "AAAA", end: "AAAA" }), editor)).toBeNull();
    const script = { kind: "link", start: "AAAA", end: "AAAA", href: "javascript:alert(1)" };
    const other = new JudgedDocument("text");
    expect(refused(other, mark(script), editor)).toBe("schema");
    expect(refused(other, own(item(any({}), { parent: "marks", key: "constructor" })), editor)).toBe("key");
  });

  it("takes a paste of 50,000 characters, but no deletion that stands for millions", () => {
    const paste = item(string("x".repeat(50_000)), { right: [seed.clientID, 0] });
    expect(refused(text, own(paste), editor)).toBeNull();
    const far = rawUpdate([{ client: OWN + 1, clock: 0, structs: [item(deleted(1_000_000), { parent: "text" })] }]);
    expect(refused(text, far, editor)).toBe("limit");
  });
});
