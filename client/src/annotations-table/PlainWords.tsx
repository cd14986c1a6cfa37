import { useMemo } from "react";
import { plainMarkdown } from "../ui/plain-markdown.ts";

/** A note's words in one line of a table: its marks would only be in the way there. */
export function PlainWords({ text, long = false }: { text: string; long?: boolean }) {
  return useMemo(() => plainMarkdown(text, { long }), [text, long]);
}
