import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { attachment } from "./file-name.ts";

const AT = new Date("2025-04-30T23:59:00Z");

describe("the name of an exported file", () => {
  it("tells the workspace, what is in it and the day, in ASCII and in UTF-8", () => {
    expect(attachment("Übung: Fünf Blätter", "annotations", AT)).toBe(
      'attachment; filename="ubung-funf-blatter-annotations-2025-04-30.csv"; ' +
        "filename*=UTF-8''%C3%9Cbung-%20F%C3%BCnf%20Bl%C3%A4tter-annotations-2025-04-30.csv",
    );
  });

  it("never is a path, another header or nothing at all", () => {
    expect(attachment("../..", "tags", AT)).toContain('filename="postil-tags-2025-04-30.csv"');
    const unit = fc.constantFrom(..."/\\:*?\"<>|.- %'()ÜあA1;=,\r\n\0\u2028", "🌊", "\ud83c", "\udf0a");
    const anyName = fc.array(unit, { maxLength: 90 }).map((units) => units.join(""));
    fc.assert(
      fc.property(anyName, (name) => {
        const header = attachment(name, "comments", AT);
        expect(header).toMatch(
          /^attachment; filename="[a-z0-9-]+-comments-2025-04-30\.csv"; filename\*=UTF-8''[A-Za-z0-9%._~!-]+$/,
        );
        expect(decodeURIComponent(header.split("''")[1] ?? "")).not.toMatch(/[\\/:*?"<>|\p{Control}]/u);
      }),
    );
  });
});
