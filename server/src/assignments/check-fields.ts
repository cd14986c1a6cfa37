import type { AssignmentFields } from "@postil/shared/schema/assignment";
import type { EntityManager } from "typeorm";
import { type FieldError, invalid } from "../platform/errors.ts";
import { knownGroups, peopleOfGroups } from "../workspaces/group-writes.ts";

/** `people` are those who are chosen; null: everyone. */
export type CheckedFields = Omit<AssignmentFields, "people"> & { people: string[] | null };

/**
 * Throws 422 with the path of each field that doesn't fit the others, or names what isn't there. `publishing`: it must
 * be whole.
 */
export async function checkFields(
  manager: EntityManager,
  workspaceId: string,
  fields: CheckedFields,
  publishing: boolean,
): Promise<void> {
  const problems = [...timesOf(fields), ...kindOf(fields), ...(publishing ? gapsOf(fields) : [])];
  const known = (sql: string, ids: readonly string[]) => knownOf(manager, sql, workspaceId, ids);
  const articles = await known(
    "select id from article where workspace_id = $1 and id = any($2::text[])",
    fields.articles,
  );
  const people = await known(
    "select actor_id as id from member where workspace_id = $1 and actor_id = any($2::text[])",
    fields.people ?? [],
  );
  const groups = await knownGroups(manager, workspaceId, fields.groups);
  const tags = await known(
    "select id from tag where workspace_id = $1 and id = any($2::text[]) and deleted_at is null",
    fields.asks.tagParents,
  );
  problems.push(
    ...missing("articles", fields.articles, articles, "is not an article of this workspace"),
    ...missing("people", fields.people ?? [], people, "is not a member of this workspace"),
    ...missing("groups", fields.groups, groups, "is not a group of this workspace"),
    ...missing("asks.tagParents", fields.asks.tagParents, tags, "is not a tag of this workspace's codebook"),
  );
  const taking = await peopleNow(manager, fields);
  if (taking !== null)
    problems.push(...missing("adjudicators", fields.adjudicators, taking, "must be one of the people"));
  else if (fields.groups.length > 0)
    problems.push({ path: "groups", message: "go with chosen people, not with everyone" });
  if (problems.length > 0) throw invalid(problems);
}

/** Who takes part now: chosen by name, or with a group; null: everyone. */
export async function peopleNow(
  manager: EntityManager,
  { people, groups }: Pick<CheckedFields, "people" | "groups">,
): Promise<Set<string> | null> {
  return people === null ? null : new Set([...people, ...(await peopleOfGroups(manager, groups))]);
}

function timesOf({ opensAt, dueAt, reveal, revealAt }: CheckedFields): FieldError[] {
  const problems: FieldError[] = [];
  if (isNotAfter(dueAt, opensAt)) problems.push({ path: "dueAt", message: "must be after the opening" });
  if (reveal !== "at") {
    if (revealAt !== null) problems.push({ path: "revealAt", message: "goes with a reveal at a time only" });
    return problems;
  }
  if (revealAt === null) problems.push({ path: "revealAt", message: "must say when" });
  else if (isNotAfter(revealAt, opensAt)) problems.push({ path: "revealAt", message: "must be after the opening" });
  return problems;
}

function isNotAfter(later: string | null, earlier: string | null): boolean {
  return later !== null && earlier !== null && Date.parse(later) <= Date.parse(earlier);
}

/** The team's layers show everybody's names at once: in them nothing can be hidden, and nothing revealed. */
function kindOf({ kind, pseudonyms, reveal, adjudicators }: CheckedFields): FieldError[] {
  if (kind === "blind") return [];
  const problems: FieldError[] = [];
  const message = "goes with blind assignments only";
  if (pseudonyms) problems.push({ path: "pseudonyms", message });
  if (reveal !== "manual") problems.push({ path: "reveal", message });
  if (adjudicators.length > 0) problems.push({ path: "adjudicators", message });
  return problems;
}

function gapsOf({ articles, people, groups }: CheckedFields): FieldError[] {
  const problems: FieldError[] = [];
  if (articles.length === 0) problems.push({ path: "articles", message: "must name at least one article" });
  // A group may be empty still: who comes into it takes part.
  if (people?.length === 0 && groups.length === 0) {
    problems.push({ path: "people", message: "must name at least one person or group" });
  }
  return problems;
}

function missing(path: string, asked: readonly string[], known: ReadonlySet<string>, message: string): FieldError[] {
  return asked.flatMap((id, place) => (known.has(id) ? [] : [{ path: `${path}.${place}`, message }]));
}

async function knownOf(
  manager: EntityManager,
  sql: string,
  workspaceId: string,
  ids: readonly string[],
): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const rows: { id: string }[] = await manager.query(sql, [workspaceId, ids]);
  return new Set(rows.map((row) => row.id));
}
