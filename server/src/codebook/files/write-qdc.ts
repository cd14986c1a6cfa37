import type { FiledTag } from "@postil/shared/export/codebook-csv";
import { CODE_COLOURS } from "./code-colours.ts";
import { toDescription } from "./qdc-text.ts";

export const QDC_NAMESPACE = "urn:QDA-XML:codebook:1.0";
/** Begins the `origin` of files that this program wrote: their descriptions can be taken apart again. */
export const ORIGIN = "Postil";

/**
 * A codebook in the REFI-QDA codebook exchange format, 1.0 (www.qdasoftware.org). `tags` in the tree's order, each with
 * the path of one that stands before it. Archived ones can't be coded with, which the format says.
 */
export function writeQdc(tags: readonly FiledTag[]): string {
  const lines = [
    '<?xml version="1.0" encoding="utf-8"?>',
    `<CodeBook xmlns="${QDC_NAMESPACE}" origin="${ORIGIN}">`,
    "  <Codes>",
  ];
  let depth = 0;
  for (const [index, tag] of tags.entries()) {
    for (; depth >= tag.path.length; depth--) lines.push(`${indent(depth)}</Code>`);
    depth = tag.path.length;
    lines.push(`${indent(depth)}<Code ${attributes(tag)}>`);
    const description = toDescription(tag);
    if (description !== "") lines.push(`${indent(depth + 1)}<Description>${xmlText(description)}</Description>`);
    if (index === tags.length - 1) for (; depth > 0; depth--) lines.push(`${indent(depth)}</Code>`);
  }
  lines.push("  </Codes>", "</CodeBook>", "");
  return lines.join("\n");
}

function attributes({ guid, path, archived, colour }: FiledTag): string {
  const name = xmlText(path.at(-1) ?? "");
  const isCodable = archived ? "false" : "true";
  return `guid="${guid}" name="${name}" isCodable="${isCodable}" color="${CODE_COLOURS[colour] ?? CODE_COLOURS[0]}"`;
}

function indent(depth: number): string {
  return "  ".repeat(depth + 1);
}

const ESCAPES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;" };

/** Characters that XML 1.0 can't hold in any way (section 2.2) are left out. */
function xmlText(text: string): string {
  return text
    .replace(/[^\t\n\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "")
    .replace(/[&<>"']/g, (sign) => ESCAPES[sign] ?? "");
}
