import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { linesOf, type PdfLine, type PdfPiece, withoutRunningHeads } from "./pdf-lines.ts";
import { writeParagraphs } from "./pdf-paragraphs.ts";
import { oneLine, publishedDay, type SourceDraft, SourceRefused } from "./source-draft.ts";
import { SourceText } from "./source-text.ts";

/** A PDF's text layer. Nothing in it is run, and no font or picture is drawn. */
export async function readPdf(bytes: Uint8Array): Promise<SourceDraft> {
  const { getDocument, VerbosityLevel } = await import("pdfjs-dist/legacy/build/pdf.mjs");
  const home = dirname(createRequire(import.meta.url).resolve("pdfjs-dist/package.json"));
  const loading = getDocument({
    // A copy: the library takes the buffer for its own.
    data: new Uint8Array(bytes),
    cMapUrl: join(home, "cmaps/"),
    cMapPacked: true,
    standardFontDataUrl: join(home, "standard_fonts/"),
    disableFontFace: true,
    useSystemFonts: false,
    isEvalSupported: false,
    useWorkerFetch: false,
    verbosity: VerbosityLevel.ERRORS,
  });
  const document = await loading.promise.catch((error: unknown) => {
    const locked = error instanceof Error && error.name === "PasswordException";
    throw new SourceRefused(locked ? "encrypted-file" : "broken-file");
  });
  const pages: PdfLine[][] = [];
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number);
    const { items } = await page.getTextContent();
    const pieces: PdfPiece[] = [];
    for (const item of items) {
      if (!("str" in item)) continue;
      const [, , skew = 0, height = 0, x = 0, y = 0] = item.transform as number[];
      pieces.push({ str: item.str, x, y, width: item.width, size: Math.hypot(skew, height) || item.height });
    }
    pages.push(linesOf(pieces));
    page.cleanup();
  }
  const { info } = await document.getMetadata();
  const said = info as Record<string, unknown>;
  const text = (name: string) => (typeof said[name] === "string" ? (said[name] as string) : null);
  const out = new SourceText();
  writeParagraphs(out, withoutRunningHeads(pages));
  const title = oneLine(text("Title"), 300);
  return {
    // What a program wrote there is a file's name.
    title: title && /\.\w{2,4}$|^untitled|^microsoft word/i.test(title) ? null : title,
    author: oneLine(text("Author"), 200),
    site: null,
    published: publishedDay(text("CreationDate")),
    ...out.finish("scanned-file"),
  };
}
