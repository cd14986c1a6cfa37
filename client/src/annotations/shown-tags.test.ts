import type { AnnotationView } from "@postil/shared/document/readers";
import type { Role } from "@postil/shared/schema/role";
import type { Tag } from "@postil/shared/schema/tag";
import { describe, expect, it } from "vitest";
import { tagsById } from "../api/tags.ts";
import { offeredTags, shownTags } from "./shown-tags.ts";

const tag = (id: string, more: Partial<Tag> = {}): Tag =>
  ({ id, name: id, mergedInto: null, archived: false, state: "accepted", madeBy: "ada", ...more }) as Tag;

describe("the tags that a card shows", () => {
  it("follow merges through several, join what meets, and leave out what leads nowhere", () => {
    const codebook = [
      tag("c"),
      tag("b", { mergedInto: "c" }),
      tag("a", { mergedInto: "b" }),
      tag("x", { mergedInto: "y" }),
      tag("y", { mergedInto: "x" }),
      tag("lost", { mergedInto: "deleted" }),
      tag("old", { archived: true }),
    ];
    const annotation = { tags: ["a", "x", "c", "lost", "old", "unknown"].map((id) => ({ tag: id })) } as AnnotationView;
    const shown = shownTags(annotation, tagsById(codebook));
    expect(shown.map(({ tag, ids }) => [tag.id, ...ids])).toEqual([
      ["c", "a", "c"],
      ["old", "old"],
    ]);
  });
});

describe("the tags that are offered", () => {
  it("are neither merged nor archived, and others' proposals only to those who decide on them", () => {
    const codebook = [
      tag("plain"),
      tag("merged", { mergedInto: "plain" }),
      tag("archived", { archived: true }),
      tag("mine", { state: "proposed", madeBy: "ben" }),
      tag("theirs", { state: "proposed" }),
      tag("own", { state: "own", madeBy: "a pseudonym" }),
    ];
    const offered = (role: Role) => offeredTags(codebook, { role, actor: "ben" }).map(({ id }) => id);
    expect(offered("annotator")).toEqual(["plain", "mine", "own"]);
    expect(offered("instructor")).toEqual(["plain", "mine", "theirs", "own"]);
  });
});
