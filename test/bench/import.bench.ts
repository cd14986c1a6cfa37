/*
 * Importing an article of 250,000 characters in each format: the whole request on this machine, from the first byte sent
 * until it is answered and stored.
 *
 * BENCH_CHARACTERS (250000), BENCH_ROUNDS (5).
 */
import { docxOf, epubOf, odtOf, pdfOf } from "../../server/src/articles/intake/sources/testing/made-files.ts";
import { formOf } from "../support/article-fixtures.ts";
import { good } from "../support/http-client.ts";
import { makeWorkspace } from "../support/workspaces.ts";
import { startServerProcess } from "./support/child.ts";
import { median } from "./support/figures.ts";
import { longText } from "./support/long-article.ts";
import { figure, printHeader, printMarks, printTable, setting } from "./support/report.ts";

const characters = setting("BENCH_CHARACTERS", 250_000);
const rounds = setting("BENCH_ROUNDS", 5);
const MARK_MS = 1_000;
const LINE = 90;
const LINES_A_PAGE = 50;

const paragraphs = longText(characters).trim().split("\n");
const all = (begin: string, end: string) => paragraphs.map((text) => `${begin}${text}${end}`).join("\n");

/** Set in lines of equal length, 50 a page. */
function pdf(): Uint8Array {
  const lines = paragraphs.flatMap((text) => text.match(new RegExp(`.{1,${LINE}}(?= |$)`, "g")) ?? []);
  const pages = Array.from({ length: Math.ceil(lines.length / LINES_A_PAGE) }, (_, page) =>
    lines
      .slice(page * LINES_A_PAGE, (page + 1) * LINES_A_PAGE)
      .map((text, index) => ({ x: 60, y: 780 - index * 14, size: 10, text: text.trim() })),
  );
  return pdfOf(pages);
}

const wordBody = all("<w:p><w:r><w:t>", "</w:t></w:r></w:p>");
const files: [string, Uint8Array][] = [
  ["article.txt", Buffer.from(paragraphs.join("\n"))],
  ["article.md", Buffer.from(paragraphs.join("\n\n"))],
  ["article.html", Buffer.from(`<!doctype html><html><body><article>${all("<p>", "</p>")}</article></body></html>`)],
  ["article.docx", docxOf(`<w:document xmlns:w="w"><w:body>${wordBody}</w:body></w:document>`)],
  ["article.odt", odtOf(all("<text:p>", "</text:p>"))],
  ["article.epub", epubOf(all("<p>", "</p>"))],
  ["article.pdf", pdf()],
];

const server = await startServerProcess();
try {
  printHeader(`Importing ${characters} characters, ${rounds} times each`);
  const { owner, workspaceId } = await makeWorkspace(server.url);
  const table = [["format", "KB", "characters", "ms (median)", "slowest"]];
  const medians: number[] = [];
  for (const [name, bytes] of files) {
    const times: number[] = [];
    let length = 0;
    for (let round = 0; round < rounds; round++) {
      const form = formOf([[name, bytes]]);
      const began = performance.now();
      const answer = await owner.post<{ items: { length: number }[] }>(`/api/workspaces/${workspaceId}/articles`, form);
      times.push(performance.now() - began);
      length = good(answer).items[0]?.length ?? 0;
    }
    medians.push(median(times));
    table.push([
      name.slice("article.".length),
      figure(bytes.length / 1024),
      String(length),
      figure(median(times)),
      figure(Math.max(...times)),
    ]);
  }
  printTable(table);
  printMarks([{ what: "the slowest format", measured: Math.max(...medians), mark: MARK_MS, unit: "ms" }]);
} finally {
  await server.close();
}
