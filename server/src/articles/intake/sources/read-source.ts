import { ZipError } from "../../../platform/zip/read-zip.ts";
import { decodeText } from "../decode-text.ts";
import { type Intake, refuse } from "../refusal.ts";
import type { SourceKind } from "./sniff-source.ts";
import { type SourceDraft, SourceRefused } from "./source-draft.ts";

export interface SourceInput {
  kind: Exclude<SourceKind, "text">;
  bytes: Uint8Array;
}

/** Runs in the sandbox: a file's bytes -> its draft, or why not. Each format's code is loaded when it is needed. */
export async function readSource({ kind, bytes }: SourceInput): Promise<Intake<{ draft: SourceDraft }>> {
  try {
    return { ok: true, draft: await read(kind, bytes) };
  } catch (error) {
    if (error instanceof SourceRefused) return refuse(error.code);
    if (error instanceof ZipError) return refuse(error.problem);
    if (error instanceof RangeError) return refuse("broken-file");
    throw error;
  }
}

async function read(kind: SourceInput["kind"], bytes: Uint8Array): Promise<SourceDraft> {
  switch (kind) {
    case "docx":
      return (await import("./read-docx.ts")).readDocx(bytes);
    case "odt":
      return (await import("./read-odt.ts")).readOdt(bytes);
    case "epub":
      return (await import("./read-epub.ts")).readEpub(bytes);
    case "pdf":
      return (await import("./read-pdf.ts")).readPdf(bytes);
    case "html":
      return (await import("./read-html.ts")).readHtml(decoded(bytes));
    case "markdown":
      return (await import("./read-markdown.ts")).readMarkdown(decoded(bytes));
  }
}

function decoded(bytes: Uint8Array): string {
  const read = decodeText(bytes);
  if (!read.ok) throw new SourceRefused(read.code);
  return read.text;
}
