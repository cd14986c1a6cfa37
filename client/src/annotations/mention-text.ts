import { mentionMark, replaceMentions } from "@postil/shared/schema/comment";
import type { LayerReader } from "@postil/shared/schema/thread";
import { fold } from "./tag-search.ts";

/** Longest name that is looked for while it is typed. */
const MOST_TYPED = 60;

/** Actor ids by the names that stand for them in one field. */
export type KnownNames = Map<string, string>;

/** A stored text as its field shows it: `@Name` for each mention. Notes in `known` who the names stand for. */
export function toTyped(stored: string, nameOf: (actor: string) => string | undefined, known: KnownNames): string {
  return replaceMentions(stored, ({ name, actor }) => {
    const shown = nameOf(actor) || name;
    known.set(shown, actor);
    return `@${shown}`;
  });
}

/** What was typed, as it is stored: each `@Name` of a known name becomes a mention, the longest name that fits. */
export function toStored(typed: string, known: ReadonlyMap<string, string>): string {
  if (known.size === 0 || !typed.includes("@")) return typed;
  const names = [...known.keys()].sort((a, b) => b.length - a.length);
  let stored = "";
  let from = 0;
  for (let at = typed.indexOf("@"); at !== -1; at = typed.indexOf("@", at + 1)) {
    if (at < from || !beginsMention(typed, at)) continue;
    const name = names.find((one) => typed.startsWith(one, at + 1) && !continuesWord(typed, at + 1 + one.length));
    const actor = name === undefined ? undefined : known.get(name);
    if (name === undefined || actor === undefined) continue;
    stored += typed.slice(from, at) + mentionMark({ name, actor });
    from = at + 1 + name.length;
  }
  return stored + typed.slice(from);
}

/** Names that one person alone has: typed in full they need not be picked. */
export function uniqueNames(readers: readonly LayerReader[]): KnownNames {
  const names: KnownNames = new Map();
  const twice = new Set<string>();
  for (const { name, actor } of readers) {
    if (names.has(name)) twice.add(name);
    names.set(name, actor);
  }
  for (const name of twice) names.delete(name);
  return names;
}

/** The mention that is being typed before the caret: where its "@" stands, and what follows it. */
export function mentionBefore(text: string, caret: number): { from: number; typed: string } | null {
  const from = text.lastIndexOf("@", caret - 1);
  if (from === -1 || caret - from > MOST_TYPED || !beginsMention(text, from)) return null;
  const typed = text.slice(from + 1, caret);
  return /^\s|\n/.test(typed) ? null : { from, typed };
}

/** Whom what was typed may mean: names that begin with it, then those of which another word does. */
export function findReaders(readers: readonly LayerReader[], typed: string, most: number): LayerReader[] {
  const wanted = fold(typed);
  const begins = readers.filter(({ name }) => fold(name).startsWith(wanted));
  const within = readers.filter(
    ({ name }) =>
      !fold(name).startsWith(wanted) &&
      fold(name)
        .split(/[^\p{L}\p{N}]+/u)
        .some((word) => word.startsWith(wanted)),
  );
  return [...begins, ...within].slice(0, most);
}

/** Not in the middle of a word: an e-mail address mentions nobody. */
function beginsMention(text: string, at: number): boolean {
  return at === 0 || !/[\p{L}\p{N}_.]/u.test(text.charAt(at - 1));
}

function continuesWord(text: string, at: number): boolean {
  return /^[\p{L}\p{N}_]/u.test(text.slice(at, at + 2));
}
