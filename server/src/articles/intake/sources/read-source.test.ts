import { strToU8, zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { readSource } from "./read-source.ts";
import { type SourceKind, sniffSource } from "./sniff-source.ts";
import { docxOf, epubOf, odtOf, pdfOf } from "./testing/made-files.ts";

/** A file -> its text and what is marked in it, by the words; or the code of the refusal. */
async function read(name: string, bytes: Uint8Array) {
  const sniffed = sniffSource(name, bytes);
  if (!sniffed.ok) return { code: sniffed.code };
  const kind = sniffed.kind as Exclude<SourceKind, "text">;
  const answer = await readSource({ kind, bytes });
  if (!answer.ok) return { code: answer.code };
  const { text, marks, ...details } = answer.draft;
  const marked = marks.map(
    ({ kind: mark, from, to, href }) => `${mark}: ${text.slice(from, to)}${href ? ` <${href}>` : ""}`,
  );
  return { kind, text, marked, details };
}

const TEXT = "A heading\n\nPlain, strong and slanted, with a link.\n\n1. first\n2. second\n\nSaid by somebody.\n";
const MARKED = [
  "h1: A heading",
  "bold: strong",
  "italic: slanted",
  "link: a link <https://example.org/a>",
  "li: 1. first",
  "li: 2. second",
  "quote: Said by somebody.",
];

describe("a source", () => {
  it("in HTML gives its article, and what it says of itself, without what stands around it", async () => {
    const html = `<!doctype html><html><head><title>A heading | The Site</title>
      <meta property="og:title" content="A heading"><meta property="og:site_name" content="The Site">
      <script type="application/ld+json">{"@graph":[{"datePublished":"2025-04-30T10:00:00Z","author":[{"name":"Ada"},{"name":"Ben"}]}]}</script>
      </head><body><nav>Menu</nav><main><h1>A heading</h1>
      <p>Plain, <b>strong</b> and <em>slanted</em>,
         with <a href="https://example.org/a">a link</a>.<script>alert(1)</script></p>
      <ol><li>first</li><li><p>second</p></li></ol><blockquote><p>Said by somebody.</p></blockquote></main>
      <footer>Foot</footer></body></html>`;
    expect(await read("page.txt", strToU8(html))).toEqual({
      kind: "html",
      text: TEXT,
      marked: MARKED,
      details: { title: "A heading", author: "Ada, Ben", site: "The Site", published: "2025-04-30" },
    });
  });

  it("in HTML keeps no address that runs something", async () => {
    const html = `<html><body><a href="javascript:alert(1)">one</a> <a href=" JAVASCRIPT:x">two</a></body></html>`;
    expect(await read("x.html", strToU8(html))).toMatchObject({ text: "one two\n", marked: [] });
  });

  it("in Markdown", async () => {
    const markdown = `---\ntitle: "From the front"\nauthor: Ada\ndate: 2025-04\n---\n# A heading\n\nPlain, **strong** and *slanted*,\nwith [a link](https://example.org/a).\n\n1. first\n2. second\n\n> Said by somebody.\n`;
    expect(await read("x.md", strToU8(markdown))).toEqual({
      kind: "markdown",
      text: TEXT,
      marked: MARKED,
      details: { title: "From the front", author: "Ada", site: null, published: "2025-04" },
    });
  });

  it("in Word, OpenDocument and EPUB", async () => {
    const details = { title: "A title", author: "Ada", published: "2025-04-30" };
    for (const [name, bytes] of [
      ["x.docx", docxOf()],
      ["x.odt", odtOf()],
      ["x.epub", epubOf()],
    ] as const) {
      expect(await read(name, bytes), name).toMatchObject({ text: TEXT, marked: MARKED, details });
    }
  });

  it("is known by its content, whatever it is called", async () => {
    expect(await read("x.txt", docxOf())).toMatchObject({ kind: "docx", text: TEXT });
    expect(await read("x.docx", odtOf())).toMatchObject({ kind: "odt", text: TEXT });
  });

  it("in PDF has its paragraphs joined, its words mended and its running heads left out", async () => {
    const words = ["", "one", "two", "three"];
    const page = (number: number) => [
      { x: 60, y: 800, size: 8, text: `The Journal, page ${number}` },
      ...(number === 1 ? [{ x: 60, y: 740, size: 20, text: "A heading" }] : []),
      { x: 60, y: 700, size: 10, text: `Line ${words[number]} of a paragraph that goes on over this wi-` },
      { x: 60, y: 688, size: 10, text: `dth and ends at ${words[number]}.` },
      { x: 60, y: 664, size: 10, text: `Another paragraph, the last one on page number ${words[number]}.` },
    ];
    const answer = await read("x.pdf", pdfOf([page(1), page(2), page(3)]));
    const first = (number: number) =>
      `Line ${words[number]} of a paragraph that goes on over this width and ends at ${words[number]}.`;
    const last = (number: number) => `Another paragraph, the last one on page number ${words[number]}.`;
    expect(answer).toMatchObject({
      kind: "pdf",
      text: `A heading\n\n${[1, 2, 3].map((number) => `${first(number)}\n\n${last(number)}`).join("\n\n")}\n`,
      marked: ["h1: A heading"],
    });
  });
});

describe("a file that can't be read", () => {
  it("is named for what is wrong with it", async () => {
    const docx = docxOf();
    expect(await read("x.docx", docx.slice(0, docx.length / 2))).toEqual({ code: "broken-file" });
    expect(await read("x.docx", docxOf("<w:document><w:p>"))).toEqual({ code: "broken-file" });
    expect(await read("x.zip", zipSync({ "a.txt": strToU8("a") }))).toEqual({ code: "unknown-format" });
    expect(await read("x.pdf", strToU8("%PDF-1.7 and nothing else"))).toEqual({ code: "broken-file" });
    expect(await read("x.pdf", pdfOf([[]]))).toEqual({ code: "scanned-file" });
    expect(await read("x.md", strToU8("---\n\n"))).toEqual({ code: "blank-text" });
    expect(await read("x.html", strToU8("<html><script>1</script>"))).toEqual({ code: "blank-text" });
  });

  it("may be a bomb, of entities or of emptiness", async () => {
    const entities = `<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><w:document xmlns:w="w"><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:document>`;
    expect(await read("x.docx", docxOf(entities))).toEqual({ code: "broken-file" });
    const zeros = zipSync({ "word/document.xml": new Uint8Array(30_000_000) });
    expect(await read("x.docx", zeros)).toEqual({ code: "archive-too-large" });
    const many = Object.fromEntries(
      Array.from({ length: 2_100 }, (_, index) => [`word/document.xml${index}`, strToU8("")]),
    );
    expect(await read("x.docx", zipSync(many))).toEqual({ code: "archive-too-large" });
  });
});
