import { mentionedIn } from "@postil/shared/schema/comment";
import type { EntryRevision } from "./update-log.ts";

/** In these maps whatever is written is said to somebody: a reply, a thread to settle, or the end of one. */
const SAID = new Set(["comments", "commentTexts", "assignees", "deletions"]);

/** Whether some of what was committed may be somebody's business: most of it, highlights and plain notes, is not. */
export function addressesSomebody(revisions: readonly EntryRevision[]): boolean {
  return revisions.some(
    ({ map, value }) => SAID.has(map) || (map === "notes" && mentionedIn(textOf(value)).length > 0),
  );
}

function textOf(value: unknown): string {
  return typeof value === "object" && value !== null && "text" in value && typeof value.text === "string"
    ? value.text
    : "";
}
