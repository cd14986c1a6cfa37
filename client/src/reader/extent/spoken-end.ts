import { cutText } from "@postil/shared/text/cut-text";
import { graphemeCeil } from "../graphemes.ts";
import type { TextRange } from "../text-range.ts";
import type { PassageEnd } from "./extent.ts";
import { words } from "./words.ts";

/** Words of the passage that are said with its end: enough to tell it from others like it. */
const WORDS = 3;
/** In UTF-16 units; no grapheme is cut for it. */
const MOST = 40;

/** Where an end stands, by the words beside it. `now`: as a sentence of its own. */
export function spokenEnd(text: string, ranges: readonly TextRange[], { part, side }: PassageEnd, now = false): string {
  const range = ranges[part];
  if (!range) return "";
  const passage = text.slice(range.from, range.to).replace(/\s+/g, " ").trim();
  const all = passage.split(" ");
  if (side === "from") {
    const first = cutText(all.slice(0, WORDS).join(" "), MOST);
    return now ? words.nowStarts(first) : words.startsWith(first);
  }
  const end = all.slice(-WORDS).join(" ");
  const last = end.slice(graphemeCeil(end, Math.max(0, end.length - MOST)));
  return now ? words.nowEnds(last) : words.endsWith(last);
}
