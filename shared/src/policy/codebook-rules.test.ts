import { describe, expect, it } from "vitest";
import { ROLES } from "../schema/role.ts";
import { TAG_ADDERS } from "../schema/workspace.ts";
import { addedTagState, mayChangeTag } from "./codebook-rules.ts";

describe("who may add tags", () => {
  it("is instructors and owners always, annotators as the workspace says, others never", () => {
    const table = Object.fromEntries(
      TAG_ADDERS.map((adders) => [adders, ROLES.map((role) => addedTagState(role, adders))]),
    );
    expect(ROLES).toEqual(["owner", "instructor", "annotator", "commenter", "viewer"]);
    expect(table).toEqual({
      instructors: ["accepted", "accepted", null, null, null],
      annotators: ["accepted", "accepted", "accepted", null, null],
      propose: ["accepted", "accepted", "proposed", null, null],
    });
  });
});

describe("who may change a tag", () => {
  it("is who keeps the codebook, and the maker of one that is proposed", () => {
    for (const role of ROLES) {
      for (const adders of TAG_ADDERS) {
        for (const mine of [true, false]) {
          const keeps = role === "owner" || role === "instructor";
          expect(mayChangeTag(role, adders, { state: "accepted", mine })).toBe(keeps);
          const proposes = role === "annotator" && adders !== "instructors" && mine;
          expect(mayChangeTag(role, adders, { state: "proposed", mine })).toBe(keeps || proposes);
        }
      }
    }
  });

  it("is for one made while coding blind its maker alone", () => {
    for (const role of ROLES) {
      expect(mayChangeTag(role, "annotators", { state: "own", mine: true })).toBe(true);
      expect(mayChangeTag(role, "annotators", { state: "own", mine: false })).toBe(false);
    }
  });
});
