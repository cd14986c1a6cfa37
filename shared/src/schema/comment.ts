import { z } from "zod";
import { epochMsSchema, idSchema, isId } from "./ids.ts";

/** `comments` entry: a reply under an annotation, or under another comment. Immutable once set. */
export const commentEntrySchema = z.strictObject({
  annotation: idSchema,
  parent: idSchema.nullable(),
  author: idSchema,
  createdAt: epochMsSchema,
});
export type CommentEntry = z.infer<typeof commentEntrySchema>;

/**
 * The texts of notes and comments are plain text that may use Markdown's inline marks, links and lists. A mention
 * stands in them as `@[Name](actor:id)`, which is a link in Markdown too: the id says who is meant, and pages show the
 * name that one has now; the name inside is what the writer saw, for where nobody knows the id. Whoever may not read
 * the layer isn't told, and is shown as plain text.
 */
const MENTION = /@\[([^\]\n]{1,200})\]\(actor:([A-Za-z0-9_-]{16,64})\)/g;
/** Begins the address of the link that a mention is. */
export const MENTION_SCHEME = "actor:";

export interface Mention {
  /** As it was written. */
  name: string;
  actor: string;
}

/** The mark for somebody; what of the name would end it, or count as another mark, becomes a space. */
export function mentionMark({ name, actor }: Mention): string {
  const plain = name.replace(/[[\]()\\`*_<>&~\s]+/g, " ").trim();
  return `@[${plain === "" ? "…" : [...plain].slice(0, 100).join("")}](${MENTION_SCHEME}${actor})`;
}

/** Actor ids that a text mentions, each once, in the order of the text. */
export function mentionedIn(text: string): string[] {
  // Nearly all texts mention nobody, and this runs for each that is written.
  if (!text.includes(`](${MENTION_SCHEME}`)) return [];
  const found = new Set<string>();
  for (const [, , actor] of text.matchAll(MENTION)) if (actor !== undefined && isId(actor)) found.add(actor);
  return [...found];
}

/** The text with every mention written as `replace` says; everything else stays as typed. */
export function replaceMentions(text: string, replace: (mention: Mention) => string): string {
  if (!text.includes(`](${MENTION_SCHEME}`)) return text;
  return text.replace(MENTION, (mark, name: string, actor: string) => (isId(actor) ? replace({ name, actor }) : mark));
}

/** The text as people type it: `@Name` for each mention, by the name known now, else by the one it was written with. */
export function plainText(text: string, nameOf?: (actor: string) => string | undefined): string {
  return replaceMentions(text, ({ name, actor }) => `@${nameOf?.(actor) || name}`);
}
