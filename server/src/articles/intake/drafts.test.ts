import { MAX_ARTICLE_BYTES } from "@postil/shared/schema/article";
import { describe, expect, it } from "vitest";
import { draftFromFile, draftFromPasted, refuseImport } from "./drafts.ts";

/** Plain text is read without it. */
const unused = {
  run: () => Promise.reject(new Error("no plain text goes there")),
};

describe("a draft", () => {
  it("of a file may hold 5 MB and not a byte more", async () => {
    const full = Buffer.alloc(MAX_ARTICLE_BYTES, "a");
    expect(await draftFromFile({ name: "full.txt", bytes: full }, {}, unused)).toMatchObject({ ok: true });
    const over = Buffer.alloc(MAX_ARTICLE_BYTES + 1, "a");
    expect(await draftFromFile({ name: "over.txt", bytes: over }, {}, unused)).toEqual({
      ok: false,
      code: "too-large",
    });
    const dropped = await draftFromFile({ name: "dropped.txt", bytes: null }, {}, unused);
    expect(dropped).toEqual({ ok: false, code: "file-too-large" });
  });

  it("of a pasted text is measured in bytes, not in characters", () => {
    const half = "é".repeat(MAX_ARTICLE_BYTES / 2);
    expect(draftFromPasted(half, { title: "T" }).text).toHaveLength(half.length + 1);
    expect(() => draftFromPasted(`${half}é`, { title: "T" })).toThrow(
      expect.objectContaining({ status: 413, code: "too-large" }),
    );
  });

  it("of a pasted text says in a sentence why there is none", () => {
    expect(() => draftFromPasted(" \n ", { title: "T" })).toThrow(
      expect.objectContaining({
        status: 422,
        code: "blank-text",
        message: "Nothing was added. There is only white space in the text.",
        details: [expect.objectContaining({ path: "text" })],
      }),
    );
  });
});

describe("a refused import", () => {
  it("has the code of its files when they share one, and names each", () => {
    const error = refuseImport(
      [
        { index: 0, name: "a.txt", code: "empty-text" },
        { index: 2, name: "c.txt", code: "empty-text" },
      ],
      3,
    );
    expect(error).toMatchObject({ status: 422, code: "empty-text" });
    expect(error.message).toContain("2 of 3 files");
    expect(error.details).toMatchObject([
      { path: "files.0", file: "a.txt", code: "empty-text" },
      { path: "files.2", file: "c.txt", code: "empty-text" },
    ]);
  });

  it("is `bad-files` for several reasons, and 413 only when all are too large", () => {
    const bad = [
      { index: 0, name: "a", code: "too-large" as const },
      { index: 1, name: "b", code: "binary-file" as const },
    ];
    expect(refuseImport(bad, 2)).toMatchObject({ status: 422, code: "bad-files" });
    expect(refuseImport(bad.slice(0, 1), 2)).toMatchObject({ status: 413, code: "too-large" });
  });
});
