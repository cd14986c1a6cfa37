import { annotate, comment } from "@postil/shared/document/operations";
import { expect, it } from "vitest";
import * as Y from "yjs";
import { annotator, JudgedDocument } from "../testing/judged-document.ts";
import { any, item, rawUpdate } from "../testing/raw-update.ts";

const ME = "actor-of-myself-00";
const NOW = 1_750_000_000_000;
const [A, B, C] = ["comment-a-00000000", "comment-b-00000000", "comment-c-00000000"];

it("refuses comments that answer themselves or one another in a ring, and takes a chain of them in any order", () => {
  const layer = new JudgedDocument("layer");
  const doc = new Y.Doc();
  const annotation = annotate(doc, { actor: ME, now: NOW }, { on: "article" });
  const root = comment(doc, { actor: ME, now: NOW }, { annotation, text: "Root" });
  expect(layer.refusal(Y.encodeStateAsUpdate(doc), annotator(ME))).toBeNull();
  const answering = (parents: [string, string][]) => {
    const structs = parents.map(([key, parent]) =>
      item(any({ annotation, parent, author: ME, createdAt: NOW }), { parent: "comments", key }),
    );
    return layer.refusal(rawUpdate([{ client: 4242, clock: 0, structs }]), annotator(ME));
  };
  expect(answering([[A, A]])).toBe("unknown-entry");
  expect(
    answering([
      [A, B],
      [B, A],
    ]),
  ).toBe("unknown-entry");
  expect(
    answering([
      [A, B],
      [B, C],
      [C, B],
    ]),
  ).toBe("unknown-entry");
  expect(
    answering([
      [A, B],
      [B, C],
      [C, root],
    ]),
  ).toBeNull();
});
