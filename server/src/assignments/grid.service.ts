import { Injectable } from "@nestjs/common";
import type { Grid, GridCell } from "@postil/shared/schema/assignment";
import { DataSource } from "typeorm";
import { AuditLog } from "../accounts/audit.ts";
import { BOM, toCsv } from "../platform/csv.ts";
import { csvBundle } from "../platform/csv-bundle.ts";
import { invalid } from "../platform/errors.ts";
import { CSV, type StreamedFile, ZIP } from "../platform/http/send-csv.ts";
import { knownGroups, peopleOfGroups } from "../workspaces/group-writes.ts";
import { AssignmentAccess, type AssignmentView, knowsOfAll } from "./assignment-access.ts";
import { dueOf, instant, isLate } from "./assignment-answers.ts";
import { AssignmentDetails, type PersonColumns } from "./assignment-details.ts";
import { type Work, workOf } from "./progress.ts";

type Row = Grid["rows"][number];
type CellState = Row["states"][number];

interface GridCsvQuery {
  bom: "0" | "1";
  raw: "0" | "1";
  group?: string | undefined;
  /** What people are called: by the members' names, by what they are called in the layers, or both side by side. */
  names: "names" | "pseudonyms" | "both";
}

export const GRID_COLUMNS = [
  ...([
    "person_id",
    "person",
    "pseudonym",
    "article_id",
    "article",
    "state",
    "annotations",
    "replies",
    "tags",
  ] as const),
  ...(["last_activity", "due_at", "submitted_at", "late", "overdue"] as const),
] as const;

/** Who has done what: people × articles, for instructors. */
@Injectable()
export class GridService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly assignments: AssignmentAccess,
    private readonly details: AssignmentDetails,
    private readonly audit: AuditLog,
  ) {}

  /** Three statements, however many people and articles there are. `group`: only who is in this one now. */
  async grid(userId: string, id: string, group: string | null = null): Promise<Grid> {
    const view = await this.assignments.edit(userId, id);
    const knows = knowsOfAll(view);
    const coder = view.assignment.me?.coder ?? null;
    const [articles, people, work] = await Promise.all([
      this.articles(id),
      this.details.people(id),
      workOf(this.dataSource.manager, view.assignment, knows ? null : coder),
    ]);
    const within = group === null ? null : await this.inGroup(view, group);
    const known = knows ? people : people.filter((person) => person.actor === view.membership.actor);
    const shown = within === null ? known : known.filter(({ actor }) => within.has(actor));
    const byCoder = new Map<string, Map<string, Work>>();
    for (const one of work) {
      const mine = byCoder.get(one.coder) ?? new Map<string, Work>();
      byCoder.set(one.coder, mine.set(one.articleId, one));
    }
    const now = Date.now();
    return { articles, rows: shown.map((person) => toRow(view, person, articles, byCoder.get(person.coder), now)) };
  }

  /** As a CSV, or with `bundle` a zip of it and what its columns hold. */
  async file(userId: string, id: string, query: GridCsvQuery, bundle: boolean): Promise<StreamedFile> {
    const chunks = one(await this.csv(userId, id, query));
    if (!bundle) return { contentType: CSV, contentDisposition: `attachment; filename="progress.csv"`, chunks };
    const table = { name: "progress", title: "One row a person and article", columns: GRID_COLUMNS, chunks };
    return {
      contentType: ZIP,
      contentDisposition: `attachment; filename="progress.zip"`,
      chunks: csvBundle("Progress", [{ ...table, key: ["person_id", "article_id"] }], query.raw === "1"),
    };
  }

  /** One row a person and article, times in UTC. Recorded: who took it away, and what people are called in it. */
  async csv(userId: string, id: string, { bom, raw, group, names }: GridCsvQuery): Promise<string> {
    const { articles, rows } = await this.grid(userId, id, group);
    const called = await this.called(id, names);
    const { assignment, membership } = await this.assignments.edit(userId, id);
    await this.audit.record({
      workspaceId: assignment.workspaceId,
      userId,
      actorId: membership.actor,
      kind: "progress-exported",
      details: { assignment: id, format: "csv", names, raw: raw === "1", ...(group ? { group } : {}) },
    });
    const records = rows.flatMap((row) =>
      articles.map((article, place) => {
        const [annotations = 0, replies = 0, tags = 0, last = null] = row.cells[place] ?? [];
        return [
          ...[...called(row), article.id, article.title, row.states[place] ?? "not-started"],
          ...[annotations, replies, tags].map(String),
          ...[last === null ? "" : new Date(last).toISOString(), row.dueAt ?? "", row.submittedAt ?? ""],
          ...[row.late, row.overdue].map((yes) => (yes ? "yes" : "")),
        ];
      }),
    );
    return (bom === "1" ? BOM : "") + toCsv([[...GRID_COLUMNS], ...records], raw === "1");
  }

  /** Answers a row's `person_id`, `person` and `pseudonym`. */
  private async called(id: string, names: GridCsvQuery["names"]): Promise<(row: Row) => string[]> {
    if (names === "both") return (row) => [row.actor, row.name, row.pseudonym ?? ""];
    if (names === "names") return (row) => [row.actor, row.name, ""];
    const coders = new Map((await this.details.people(id)).map(({ actor, coder }) => [actor, coder]));
    return (row) => [coders.get(row.actor) ?? "", row.pseudonym ?? row.name, ""];
  }

  private async inGroup({ assignment }: AssignmentView, group: string): Promise<Set<string>> {
    const known = await knownGroups(this.dataSource.manager, assignment.workspaceId, [group]);
    if (!known.has(group)) throw invalid([{ path: "group", message: "is not a group of this workspace" }]);
    return new Set(await peopleOfGroups(this.dataSource.manager, [group]));
  }

  private articles(id: string): Promise<Grid["articles"]> {
    return this.dataSource.query(
      `select a.id, a.title from assignment_article aa join article a on a.id = aa.article_id
        where aa.assignment_id = $1 order by aa.position, a.id`,
      [id],
    );
  }
}

async function* one(text: string): AsyncGenerator<string, void, undefined> {
  yield text;
}

function toRow(
  { assignment }: AssignmentView,
  person: PersonColumns,
  articles: Grid["articles"],
  work: ReadonlyMap<string, Work> | undefined,
  now: number,
): Row {
  const { actor, name, colour, coder, coderName, submittedAt } = person;
  const dueAt = dueOf(assignment, person);
  const late = isLate(dueAt, submittedAt);
  const cells = articles.map(({ id }): GridCell => {
    const done = work?.get(id);
    return done ? [done.annotations, done.replies, done.tags, done.lastActivity] : null;
  });
  const submitted: CellState | null = submittedAt === null ? null : late ? "late" : "submitted";
  return {
    ...{ actor, name, colour, dueAt, late },
    pseudonym: coder === actor ? null : coderName,
    extendedUntil: instant(person.extendedUntil),
    submittedAt: instant(submittedAt),
    overdue: submittedAt === null && dueAt !== null && Date.parse(dueAt) < now,
    states: cells.map((cell) => submitted ?? (cell === null ? "not-started" : "working")),
    cells,
  };
}
