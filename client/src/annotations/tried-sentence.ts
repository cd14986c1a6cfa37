import type { Obstacle, Tried } from "./undo-stack.ts";
import { words } from "./words.ts";

const WHY: Readonly<Record<Obstacle, string>> = {
  changed: words.undo.changed,
  deleted: words.undo.deleted,
  "tag-deleted": words.undo.tagDeleted,
  gone: words.undo.gone,
  answered: words.undo.answered,
  role: words.undo.role,
  rights: words.undo.rights,
  "not-yet": words.undo.notYet,
};

/** What became of a step, for the person: what was undone or done again, and what was left and why. */
export function triedSentence(tried: Tried | null, way: "undo" | "redo"): string {
  const { undone, redone, notUndone, notRedone, nothingToUndo, nothingToRedo, some } = words.undo;
  if (!tried) return way === "undo" ? nothingToUndo : nothingToRedo;
  const { name, done, left, why } = tried;
  if (done === 0) return `${(way === "undo" ? notUndone : notRedone)(name)}${why ? ` ${WHY[why]}` : ""}`;
  const did = (way === "undo" ? undone : redone)(name);
  return left === 0 ? did : `${did}. ${some(left, left + done)}${why ? ` ${WHY[why]}` : ""}`;
}
