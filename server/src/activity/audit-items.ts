import type { ActivityPerson } from "@postil/shared/schema/activity";
import type { AuditItem } from "@postil/shared/schema/audit";
import type { EntityManager } from "typeorm";
import type { Membership } from "../workspaces/access.ts";
import { auditKindOf } from "./audit-sources.ts";
import { peopleOf } from "./feed-items.ts";
import type { TimelineRow } from "./timeline.ts";

export type AuditEventRow = TimelineRow<{
  what: string;
  subject: string | null;
  title: string | null;
  detail: Record<string, unknown> | null;
}>;

/**
 * What of a record is shown, and how it is called. Whatever else was recorded with it stays unsaid: ids that lead
 * nowhere, and how much there was in what the reader may not see.
 */
const TOLD: Record<string, string> = {
  by: "with",
  from: "from",
  to: "to",
  role: "role",
  how: "how",
  until: "until",
  fields: "changed",
  name: "name",
  tagAdders: "who adds tags",
  added: "added",
  removed: "taken out",
  work: "their work",
  format: "format",
  rows: "rows",
  annotations: "annotations",
  comments: "comments",
  names: "people as",
  raw: "exact text",
  filters: "filters",
  articles: "articles",
  tags: "tags",
  people: "people",
  layers: "layers",
  layer: "layer",
  resolved: "resolved",
  since: "since",
  tag: "tag",
};

/** Details that hold ids, joined by commas: they are told by what the ids name. */
const IDS = { articles: "article", tags: "tag", people: "actor" } as const;

type Named = Record<"article" | "tag" | "actor", ReadonlyMap<string, string>>;

/** Events as the audit list answers them. */
export async function auditItems(
  manager: EntityManager,
  me: Membership,
  rows: readonly AuditEventRow[],
): Promise<AuditItem[]> {
  const listed = (name: keyof typeof IDS) => rows.flatMap(({ what, detail }) => idsOf(what, detail?.[name]));
  const actors = [...rows.flatMap(({ actor, subject }) => [actor, subject]), ...listed("people")];
  const people = await peopleOf(manager, me, [...new Set(actors.filter((one) => one !== null))]);
  const named: Named = {
    article: await titles(
      manager,
      "select id, title as name from article where id = any($1::text[])",
      listed("articles"),
    ),
    // What somebody made while coding blind is not told by its name.
    tag: await titles(
      manager,
      "select id, name from tag where id = any($1::text[]) and state <> 'own'",
      listed("tags"),
    ),
    actor: new Map([...people].map(([actor, { name }]) => [actor, name])),
  };
  return rows.map((row) => toItem(row, people, named));
}

function toItem(
  { source, id, at, what, actor, subject, title, detail }: AuditEventRow,
  people: ReadonlyMap<string, ActivityPerson>,
  named: Named,
): AuditItem {
  const person = (one: string | null) => {
    const found = one === null ? undefined : people.get(one);
    return found ? { actor: found.actor, name: found.name } : null;
  };
  return {
    id: `${source}-${id}`,
    at: new Date(at).toISOString(),
    kind: auditKindOf(source, what),
    what,
    person: person(actor),
    subject: person(subject),
    about: title,
    details: Object.entries(TOLD).flatMap(([field, name]) => {
      const value = detailValue(what, field, detail?.[field], named);
      return value === null || value === "" ? [] : [{ name, value }];
    }),
  };
}

function detailValue(what: string, field: string, value: unknown, named: Named): string | null {
  if (field in IDS && what === EXPORT) {
    const names = named[IDS[field as keyof typeof IDS]];
    return idsOf(what, value)
      .map((id) => names.get(id) ?? "…")
      .join(", ");
  }
  // Of a layer only its kind is told.
  if (field === "layer" && !LAYER_KINDS.has(String(value))) return null;
  if (typeof value === "boolean") return value ? "yes" : null;
  return typeof value === "string" || typeof value === "number" ? String(value) : null;
}

const EXPORT = "annotations-exported";
const LAYER_KINDS = new Set(["team", "private", "blind", "consensus"]);

function idsOf(what: string, value: unknown): string[] {
  return what === EXPORT && typeof value === "string" && value !== "" ? value.split(",") : [];
}

async function titles(manager: EntityManager, sql: string, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows: { id: string; name: string }[] = await manager.query(sql, [[...new Set(ids)]]);
  return new Map(rows.map(({ id, name }) => [id, name]));
}
