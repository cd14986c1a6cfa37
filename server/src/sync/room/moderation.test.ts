import { annotate, comment } from "@postil/shared/document/operations";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { isModeration } from "./moderation.ts";

const AUTHOR = "actor-of-the-author";
const LEAD = "actor-of-the-instructor";

describe("what counts as moderation", () => {
  const doc = new Y.Doc();
  const written = annotate(doc, { actor: AUTHOR, now: 1_700_000_000_000 }, { on: "article", note: "Mine" });
  const answer = comment(
    doc,
    { actor: LEAD, now: 1_700_000_000_000 },
    { annotation: written, parent: null, text: "Why?" },
  );
  const tag = `${written}/some-tag-number-one`;
  const judged = (map: string, key: string, actor: string) => isModeration(doc, { map, key, actor });

  it("is moving, tagging and deleting what somebody else wrote", () => {
    for (const [map, key] of [
      ["anchors", written],
      ["tags", tag],
      ["deletions", written],
    ] as const) {
      expect(judged(map, key, LEAD)).toBe(true);
      expect(judged(map, key, AUTHOR)).toBe(false);
    }
    expect(judged("deletions", answer, AUTHOR)).toBe(true);
    expect(judged("deletions", answer, LEAD)).toBe(false);
  });

  it("is not what others may do anyway, nor what the server does, nor what belongs to nothing", () => {
    expect(judged("resolutions", written, LEAD)).toBe(false);
    expect(judged("assignees", written, LEAD)).toBe(false);
    expect(judged("deletions", written, "system")).toBe(false);
    expect(judged("deletions", "nothing-of-that-name", LEAD)).toBe(false);
  });
});
