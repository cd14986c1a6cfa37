import { Injectable } from "@nestjs/common";
import { auditRecord, AUDIT_COLUMNS as CSV_COLUMNS } from "@postil/shared/export/audit-rows";
import type { AuditCsvQuery, AuditFilter, AuditItem, AuditQuery } from "@postil/shared/schema/audit";
import type { Page } from "@postil/shared/schema/text-fields";
import { DataSource } from "typeorm";
import { AuditLog } from "../accounts/audit.ts";
import { BOM, toCsv } from "../platform/csv.ts";
import { csvBundle } from "../platform/csv-bundle.ts";
import { Parameters } from "../platform/database/parameters.ts";
import { attachment } from "../platform/file-name.ts";
import { CSV, type StreamedFile, ZIP } from "../platform/http/send-csv.ts";
import { AccessService, type Membership } from "../workspaces/access.ts";
import { type AuditEventRow, auditItems } from "./audit-items.ts";
import { AUDIT_COLUMNS, type AuditSource, auditSources } from "./audit-sources.ts";
import { decodePlace, encodePlace, type TimelinePlace, timelineSql } from "./timeline.ts";

/** Rows of the CSV that are read at once. */
const CSV_PAGE = 500;
const CALLER = "with caller as (select $1::text, $2::text) ";

/** What was done in a workspace that its owners have to answer for, and by whom. */
@Injectable()
export class AuditService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly access: AccessService,
    private readonly audit: AuditLog,
  ) {}

  /** Newest first. 403 for who is no owner. */
  async list(userId: string, workspaceId: string, { cursor, limit, ...filter }: AuditQuery): Promise<Page<AuditItem>> {
    const me = await this.access.require(userId, workspaceId, "see-audit");
    const after = cursor === undefined ? null : decodePlace(cursor, auditSources(undefined));
    const rows = await this.rows(me, filter, after, limit + 1);
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    return {
      items: await auditItems(this.dataSource.manager, me, shown),
      nextCursor: rows.length > limit && last ? encodePlace(last) : null,
    };
  }

  /** All of it, by the same filter. That it was taken away is recorded before it is. */
  async csv(
    userId: string,
    workspaceId: string,
    { bom, raw, bundle, ...filter }: AuditCsvQuery,
  ): Promise<StreamedFile> {
    const me = await this.access.require(userId, workspaceId, "see-audit");
    const rows: { name: string }[] = await this.dataSource.query("select name from workspace where id = $1", [
      workspaceId,
    ]);
    await this.audit.record({
      workspaceId,
      userId,
      actorId: me.actor,
      kind: "audit-exported",
      details: {
        format: "csv",
        raw: raw === "1",
        filters: Object.entries(filter)
          .flatMap(([name, value]) => (value === undefined ? [] : [name]))
          .join(", "),
      },
    });
    const workspace = rows[0]?.name ?? "";
    const chunks = this.chunks(me, filter, { bom: bom === "1", raw: raw === "1" });
    if (bundle === "0") {
      return { contentType: CSV, contentDisposition: attachment(workspace, "audit", new Date()), chunks };
    }
    const table = { name: "audit", title: "One row an event, newest first", columns: CSV_COLUMNS, key: [], chunks };
    return {
      contentType: ZIP,
      contentDisposition: attachment(workspace, "audit", new Date(), "zip"),
      chunks: csvBundle(workspace, [table], raw === "1"),
    };
  }

  private async *chunks(
    me: Membership,
    filter: AuditFilter,
    { bom, raw }: { bom: boolean; raw: boolean },
  ): AsyncGenerator<string, void, undefined> {
    // The header goes with the first page: until that is read, an error can still be answered as one.
    let head = (bom ? BOM : "") + toCsv([[...CSV_COLUMNS]], raw);
    let after: TimelinePlace | null = null;
    for (;;) {
      const rows: AuditEventRow[] = await this.rows(me, filter, after, CSV_PAGE);
      const items = await auditItems(this.dataSource.manager, me, rows);
      const chunk = head + toCsv(items.map(auditRecord), raw);
      head = "";
      if (chunk !== "") yield chunk;
      after = rows.at(-1) ?? null;
      if (rows.length < CSV_PAGE) return;
    }
  }

  private async rows(
    me: Membership,
    { kind, person, since, until }: AuditFilter,
    after: TimelinePlace | null,
    limit: number,
  ): Promise<AuditEventRow[]> {
    const sources: AuditSource[] = auditSources(kind);
    if (sources.length === 0) return [];
    const values = new Parameters();
    for (const value of [me.workspaceId, me.actor]) values.add(value);
    const actors = person?.map((one) => (one === "me" ? me.actor : one));
    const sql = timelineSql(sources, AUDIT_COLUMNS, { actors, since, until }, after, limit, values);
    return this.dataSource.query(CALLER + sql, values.values);
  }
}
