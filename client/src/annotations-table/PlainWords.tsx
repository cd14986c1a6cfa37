import { useMemo } from "react";
import { plainMarkdown } from "../ui/plain-markdown.ts";

/** A note's words in one line of a table: its marks would only be in the way there. */
export function PlainWords({ text }: { text: string }) {
  return useMemo(() => plainMarkdown(text), [text]);
}
