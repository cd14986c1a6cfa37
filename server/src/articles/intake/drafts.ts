import type { MarkRange } from "@postil/shared/document/text-document";
import type { Attributes } from "@postil/shared/schema/article";
import { AppError } from "../../platform/errors.ts";
import type { Sandbox } from "../../platform/sandbox/sandbox.ts";
import { guessHeadings } from "./guess-headings.ts";
import { guessTitle } from "./guess-title.ts";
import { readFile, readPasted } from "./read-file.ts";
import { INTAKE_REASONS, type Intake, type IntakeCode, refuse } from "./refusal.ts";
import { readSandboxed } from "./sources/read-sandboxed.ts";
import { sniffSource } from "./sources/sniff-source.ts";

/** An article that is ready to be stored. */
export interface Draft {
  title: string;
  text: string;
  marks: MarkRange[];
  source: string | null;
  author: string | null;
  published: string | null;
  attributes: Attributes;
}

/** What the caller says of an article, or of every file of an import. */
export interface Described {
  title?: string;
  source?: string | null;
  author?: string | null;
  published?: string | null;
  attributes?: Attributes;
}

/** `bytes` null: larger than a file may be. */
export interface NamedBytes {
  name: string;
  bytes: Buffer | null;
}

export function draftFromPasted(raw: string, described: Described & { title: string }): Draft {
  const read = readPasted(raw);
  if (!read.ok) {
    const details = [{ path: "text", message: INTAKE_REASONS[read.code], code: read.code }];
    throw new AppError(statusOf([read.code]), read.code, `Nothing was added. ${pastedReason(read.code)}`, details);
  }
  return draft(read.text, described.title, described);
}

/** Plain text is read here; every other kind, by its content, in the sandbox. */
export async function draftFromFile(
  file: NamedBytes,
  described: Described,
  sandbox: Pick<Sandbox, "run">,
  signal?: AbortSignal,
): Promise<Intake<{ draft: Draft }>> {
  if (file.bytes === null) return refuse("file-too-large");
  const sniffed = sniffSource(file.name, file.bytes);
  if (!sniffed.ok) return sniffed;
  if (sniffed.kind === "text") {
    const read = readFile(file.bytes);
    if (!read.ok) return read;
    return { ok: true, draft: draft(read.text, described.title ?? guessTitle(read.text, file.name), described) };
  }
  const read = await readSandboxed(sandbox, { kind: sniffed.kind, bytes: file.bytes }, signal);
  if (!read.ok) return read;
  const { title, site, text, marks, ...found } = read.draft;
  return {
    ok: true,
    draft: {
      title: described.title ?? title ?? guessTitle(text, file.name),
      text,
      marks,
      source: described.source ?? site,
      author: described.author ?? found.author,
      published: described.published ?? found.published,
      attributes: described.attributes ?? {},
    },
  };
}

/** Refuses an import whole and names each bad file: `details[].path` is `files.<index>`. */
export function refuseImport(
  bad: readonly { index: number; name: string; code: IntakeCode }[],
  total: number,
): AppError {
  const codes = bad.map((file) => file.code);
  const details = bad.map(({ index, name, code }) => ({
    path: `files.${index}`,
    file: name,
    code,
    message: `“${name}”: ${INTAKE_REASONS[code]}`,
  }));
  const [first] = details;
  const message =
    details.length === 1 && first
      ? `Nothing was added because of one file. ${first.message}`
      : `Nothing was added: ${details.length} of ${total} files can't be used. Leave them out and add the rest.`;
  const code = new Set(codes).size === 1 ? (codes[0] as string) : "bad-files";
  return new AppError(statusOf(codes), code, message, details);
}

function draft(text: string, title: string, described: Described): Draft {
  const { source = null, author = null, published = null, attributes = {} } = described;
  return { title, text, marks: guessHeadings(text), source, author, published, attributes };
}

function statusOf(codes: readonly IntakeCode[]): number {
  return codes.every((code) => code === "too-large" || code === "file-too-large") ? 413 : 422;
}

function pastedReason(code: IntakeCode): string {
  switch (code) {
    case "empty-text":
      return "There is no text; paste one first.";
    case "blank-text":
      return "There is only white space in the text.";
    case "binary-file":
      return "The text holds characters that no text has (NUL). Copy it again from its source.";
    case "undecodable-file":
      return "The text holds broken characters (half of a surrogate pair). Copy it again from its source.";
    default:
      return "The text is larger than 5 MB. Split it and add the parts.";
  }
}
