import { describe, expect, it } from "vitest";
import { decodeText } from "./decode-text.ts";

const PROSE = "“It’s naïve,” said Zoë — café prices rose 5 € in Übersee…\nA second line follows the first.\n";

function utf16be(text: string): Buffer {
  return Buffer.from(text, "utf16le").swap16();
}

/** By the encoder's own table turned around, for the characters that the tests use. */
function windows1252(text: string): Buffer {
  const high: Record<string, number> = { "“": 0x93, "”": 0x94, "’": 0x92, "—": 0x97, "€": 0x80, "…": 0x85, Š: 0x8a };
  return Buffer.from([...text].map((character) => high[character] ?? character.charCodeAt(0)));
}

describe("a file's encoding", () => {
  it.each([
    ["UTF-8", "utf-8", Buffer.from(PROSE)],
    ["UTF-8 with a mark", "utf-8", Buffer.from(`\ufeff${PROSE}`)],
    ["UTF-16 LE with a mark", "utf-16le", Buffer.from(`\ufeff${PROSE}`, "utf16le")],
    ["UTF-16 BE with a mark", "utf-16be", utf16be(`\ufeff${PROSE}`)],
    ["UTF-16 LE without a mark", "utf-16le", Buffer.from(PROSE, "utf16le")],
    ["UTF-16 BE without a mark", "utf-16be", utf16be(PROSE)],
    ["Windows-1252", "windows-1252", windows1252(PROSE)],
  ])("is recognised: %s", (_name, encoding, bytes) => {
    expect(decodeText(bytes)).toEqual({ ok: true, text: PROSE, encoding });
  });

  it("reads Chinese in UTF-16 without a mark by its line ends", () => {
    const text = "美国政府正在与利比亚和卢旺达讨论。\n第二行也在这里。\n第三行。\n";
    expect(decodeText(Buffer.from(text, "utf16le"))).toMatchObject({ ok: true, text, encoding: "utf-16le" });
  });

  it("reads UTF-16 without a mark though a letter has its zero on the other side", () => {
    const text = "Ādams wrote a letter to the editor of the newspaper.\n";
    expect(decodeText(Buffer.from(text, "utf16le"))).toMatchObject({ ok: true, text });
  });

  it("takes a short text with one accent for Windows-1252", () => {
    expect(decodeText(Buffer.from([0x63, 0x61, 0x66, 0xe9]))).toMatchObject({ ok: true, text: "café" });
  });

  it("keeps emoji and every other character outside the first plane", () => {
    expect(decodeText(Buffer.from("👩‍🔬 𝒳", "utf8"))).toMatchObject({ ok: true, text: "👩‍🔬 𝒳" });
  });
});

describe("what is no text", () => {
  it.each([
    ["a PNG", [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]],
    ["a Word document", [0x50, 0x4b, 0x03, 0x04, 0x14, 0x00]],
    ["a PDF", [...Buffer.from("%PDF-1.7 and so on")]],
    ["rich text", [...Buffer.from("{\\rtf1\\ansi Hello}")]],
    ["letters with a NUL among them", [...Buffer.from("abc\0def")]],
    ["control characters", Array.from({ length: 200 }, (_, index) => (index % 5 === 0 ? 0x02 : 0x61))],
  ])("is refused: %s", (_name, bytes) => {
    expect(decodeText(Uint8Array.from(bytes))).toEqual({ ok: false, code: "binary-file" });
  });

  it("is refused: noise of any length", () => {
    let seed = 7;
    const random = () => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return seed >>> 16;
    };
    for (let round = 0; round < 200; round++) {
      const bytes = Uint8Array.from({ length: 256 + (random() % 4_000) }, () => random() & 0xff);
      expect(decodeText(bytes).ok, `round ${round}`).toBe(false);
    }
  });
});

describe("what no encoding explains", () => {
  it.each([
    ["a byte that Windows-1252 doesn't assign", [...Buffer.from("caf"), 0xe9, 0x81, ...Buffer.from(" and more")]],
    ["a UTF-8 mark before bytes that aren't", [0xef, 0xbb, 0xbf, 0x61, 0xff, 0x62]],
    ["UTF-16 cut in the middle of a character", [0xff, 0xfe, 0x61, 0x00, 0x62]],
    ["UTF-16 with half a surrogate pair", [0xff, 0xfe, 0x00, 0xd8, 0x61, 0x00]],
    ["UTF-8 cut off at its end", [...Buffer.from("“Zoë” said “naïve”"), 0xe2, 0x80]],
    [
      "Russian in Windows-1251",
      Array.from({ length: 120 }, (_, index) => (index % 7 === 6 ? 0x20 : 0xe0 + (index % 30))),
    ],
  ])("is refused: %s", (_name, bytes) => {
    expect(decodeText(Uint8Array.from(bytes))).toEqual({ ok: false, code: "undecodable-file" });
  });
});
