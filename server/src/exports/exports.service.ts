import { Inject, Injectable } from "@nestjs/common";
import { exportColumns, exportRecords } from "@postil/shared/export/rows";
import { can } from "@postil/shared/policy/permissions";
import type { AnnotationFilter, ExportQuery } from "@postil/shared/schema/annotation-query";
import { layerKindSchema } from "@postil/shared/schema/role";
import { DataSource } from "typeorm";
import { AuditLog } from "../accounts/audit.ts";
import { AnnotationScopes } from "../annotations/annotation-scopes.ts";
import { StalePlaces } from "../annotations/stale-places.ts";
import { CONFIG, type Config } from "../platform/config.ts";
import { BOM, toCsv } from "../platform/csv.ts";
import { attachment } from "../platform/file-name.ts";
import type { CsvFile } from "../platform/http/send-csv.ts";
import { AccessService, type Membership, notAllowed } from "../workspaces/access.ts";
import { pseudonymsOf } from "../workspaces/pseudonyms.ts";
import { ExportReader } from "./export-reader.ts";

/** Exports of what the caller may read. */
@Injectable()
export class ExportsService {
  constructor(
    private readonly dataSource: DataSource,
    @Inject(CONFIG) private readonly config: Config,
    private readonly access: AccessService,
    private readonly scopes: AnnotationScopes,
    private readonly places: StalePlaces,
    private readonly audit: AuditLog,
  ) {}

  async annotations(userId: string, workspaceId: string, query: ExportQuery): Promise<CsvFile> {
    const membership = await this.access.require(userId, workspaceId, "export");
    if (query.names === "names" && !can(membership.role, "moderate")) throw notAllowed(membership.role);
    const scope = await this.scopes.find(membership, query);
    const [workspaceName, attributeNames, names] = await Promise.all([
      this.workspaceName(workspaceId),
      this.attributeNames(workspaceId),
      this.actorNames(workspaceId),
    ]);
    await this.record(membership, query);
    const reader = new ExportReader(this.dataSource, this.places, {
      scope,
      filter: query,
      shape: query.rows,
      origin: this.config.origin,
      names,
      standsFor: query.names === "names" ? await this.members(membership) : new Map(),
    });
    return {
      contentDisposition: attachment(workspaceName, `${query.rows}s`, new Date()),
      chunks: csvChunks(reader, query, attributeNames),
    };
  }

  private async workspaceName(workspaceId: string): Promise<string> {
    const rows: { name: string }[] = await this.dataSource.query("select name from workspace where id = $1", [
      workspaceId,
    ]);
    return rows[0]?.name ?? "";
  }

  /** Of all the workspace's articles: the columns don't depend on the filter. */
  private async attributeNames(workspaceId: string): Promise<string[]> {
    const rows: { name: string }[] = await this.dataSource.query(
      "select distinct jsonb_object_keys(attributes) as name from article where workspace_id = $1",
      [workspaceId],
    );
    return rows.map((row) => row.name).sort(byName);
  }

  private async actorNames(workspaceId: string): Promise<Map<string, string>> {
    const rows: { id: string; name: string }[] = await this.dataSource.query(
      "select id, name from actor where workspace_id = $1",
      [workspaceId],
    );
    return new Map(rows.map((row) => [row.id, row.name]));
  }

  /** Pseudonym's actor -> member's, of those the caller may know. */
  private async members(membership: Membership): Promise<Map<string, string>> {
    const pseudonyms = await pseudonymsOf(this.dataSource.manager, membership);
    return new Map(pseudonyms.flatMap(({ actor, member }) => (member === null ? [] : [[actor, member] as const])));
  }

  private async record(membership: Membership, query: ExportQuery): Promise<void> {
    const { rows, raw, names, bom: _bom, ...filter } = query;
    await this.audit.record({
      workspaceId: membership.workspaceId,
      userId: membership.userId,
      actorId: membership.actor,
      kind: "annotations-exported",
      details: { format: "csv", rows, raw: raw === "1", names, ...recordedFilters(filter) },
    });
  }
}

/**
 * What is kept of an export's filters: which there were, and what they named. Words that were searched for may be
 * private, and so may a layer: of those only that they were there, and the kinds.
 */
function recordedFilters(filter: AnnotationFilter): Record<string, string> {
  const given = Object.entries(filter).filter(([, value]) => value !== undefined);
  const kinds = filter.layer?.filter((layer) => layerKindSchema.safeParse(layer).success) ?? [];
  const people = [filter.author, filter.mentions, filter.assignee].flatMap((named) => named ?? []);
  const lists = { articles: filter.article, tags: filter.tag, layers: kinds, people };
  return {
    filters: given.map(([name]) => name).join(","),
    ...Object.fromEntries(
      Object.entries(lists).flatMap(([name, ids]) => (ids?.length ? [[name, [...new Set(ids)].join(",")]] : [])),
    ),
    ...(filter.resolved === undefined ? {} : { resolved: filter.resolved ? "yes" : "no" }),
    ...(filter.since ? { since: filter.since } : {}),
    ...(filter.until ? { until: filter.until } : {}),
  };
}

async function* csvChunks(
  reader: ExportReader,
  query: ExportQuery,
  attributeNames: readonly string[],
): AsyncGenerator<string, void, undefined> {
  const raw = query.raw === "1";
  let head = (query.bom === "1" ? BOM : "") + toCsv([exportColumns(query.rows, attributeNames)], raw);
  for await (const page of reader.pages()) {
    const records = page.flatMap((annotation) => exportRecords(query.rows, annotation, attributeNames));
    // The header goes with the first page: until that is read, an error can still be answered as one.
    const chunk = head + toCsv(records, raw);
    head = "";
    if (chunk !== "") yield chunk;
  }
  if (head !== "") yield head;
}

const names = new Intl.Collator("en", { numeric: true });

function byName(a: string, b: string): number {
  return names.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0);
}
