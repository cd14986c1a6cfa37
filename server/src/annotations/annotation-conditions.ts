import type { AnnotationFilter } from "@postil/shared/schema/annotation-query";
import { type Parameters, withinTimes } from "../platform/database/parameters.ts";
import type { AnnotationScope } from "./annotation-scope.ts";

const MAX_WORDS = 20;

/**
 * The conditions on a row of `annotation` (alias `n`) that a filter asks for within a scope, to be joined by "and".
 * Deleted annotations never fit.
 */
export function annotationConditions(filter: AnnotationFilter, scope: AnnotationScope, values: Parameters): string[] {
  const workspace = values.add(scope.workspaceId);
  const conditions = [
    `n.workspace_id = ${workspace}`,
    `n.layer_id = any(${values.add([...scope.layers.keys()])}::text[])`,
    "n.deleted_at is null",
  ];
  const people = (named: readonly string[]) => `${values.add(withMe(named, scope.me))}::text[]`;
  if (filter.author) conditions.push(`n.author_id = any(${people(filter.author)})`);
  if (filter.assignee) conditions.push(`n.assignee = any(${people(filter.assignee)})`);
  // Said twice: the index holds only those that mention somebody.
  if (filter.mentions) conditions.push(`n.mentions <> '{}' and n.mentions && ${people(filter.mentions)}`);
  if (filter.resolved !== undefined) conditions.push(`n.resolved_at is ${filter.resolved ? "not null" : "null"}`);
  conditions.push(...withinTimes(filter, values)("n.created_at"));
  if (filter.tag) {
    conditions.push(`exists (select 1 from annotation_tag t where t.layer_id = n.layer_id
      and t.annotation_id = n.annotation_id and t.tag_id = any(${values.add(scope.tags.family(filter.tag))}::text[]))`);
  }
  for (const word of searchWords(filter.q)) conditions.push(holdsWord(values.add(`%${escapeLike(word)}%`), workspace));
  return conditions;
}

function withMe(named: readonly string[], me: readonly string[]): string[] {
  return [...new Set(named.flatMap((one) => (one === "me" ? me : [one])))];
}

export function searchWords(q: string | undefined): string[] {
  // U+0000 can't be sent to the database, and is in no row either.
  const words = (q ?? "").split(/\s+/).filter((word) => word !== "");
  return words.slice(0, MAX_WORDS).map((word) => word.replaceAll("\0", "\ufffd"));
}

/** Each word may stand in another place: one in the quote, one in the note. */
function holdsWord(pattern: string, workspace: string): string {
  return `(n.quote ilike ${pattern} or ${findable("n.note", workspace)} ilike ${pattern} or exists (
    select 1 from comment c where c.layer_id = n.layer_id and c.annotation_id = n.annotation_id
      and c.deleted_at is null and ${findable("c.text", workspace)} ilike ${pattern}))`;
}

/**
 * A text without the names that others typed of people who have left and are pseudonyms now: a search must not lead to
 * them. Where there are none, which is found once for a whole statement, the text as it is.
 */
function findable(text: string, workspace: string): string {
  return `coalesce(regexp_replace(${text}, (
    select '@\\[[^\\]\\n]{1,200}\\]\\(actor:(' || string_agg(id, '|') || ')\\)' from actor
     where workspace_id = ${workspace} and former is not null), '', 'g'), ${text})`;
}

/** Text as a part of a LIKE pattern that stands for itself. */
export function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, "\\$&");
}
