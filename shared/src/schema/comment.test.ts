import { describe, expect, it } from "vitest";
import { mentionedIn, mentionMark, plainText } from "./comment.ts";

const BEN = "ben-0000000000000001";
const CAI = "cai-0000000000000001";

describe("mentions", () => {
  it("are found by who is meant, each once", () => {
    const text = `${mentionMark({ name: "Ben", actor: BEN })} and ${mentionMark({ name: "Cai", actor: CAI })}, @[B](actor:${BEN})`;
    expect(mentionedIn(text)).toEqual([BEN, CAI]);
    expect(mentionedIn("@Ben, see [this](https://example.org)")).toEqual([]);
    expect(mentionedIn("@[Ben](actor:short) @[](actor:ben-0000000000000001)")).toEqual([]);
  });

  it("read as the name that is known now, else as the one they were written with", () => {
    const text = `Ask ${mentionMark({ name: "Ben", actor: BEN })} or ${mentionMark({ name: "Cai", actor: CAI })}.`;
    expect(plainText(text, (actor) => (actor === BEN ? "Benedict" : undefined))).toBe("Ask @Benedict or @Cai.");
    expect(plainText(text)).toBe("Ask @Ben or @Cai.");
    expect(plainText("**stays** [as](https://typed.example)")).toBe("**stays** [as](https://typed.example)");
  });

  it("hold whatever a name holds", () => {
    for (const name of ["A](actor:x) [b", "`*_<b>", "  ", "N\nM", "😀".repeat(120), "\\"]) {
      const mark = mentionMark({ name, actor: BEN });
      expect(mentionedIn(mark), name).toEqual([BEN]);
      expect(plainText(mark, () => "Ben")).toBe("@Ben");
    }
  });

  it("take no longer for hostile texts", () => {
    expect(mentionedIn(`${"@[".repeat(10_000)}](actor:${BEN})`)).toHaveLength(1);
  });
});
