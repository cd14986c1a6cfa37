import { Inject, Injectable } from "@nestjs/common";
import { can } from "@postil/shared/policy/permissions";
import type { AnnotationFilter, ExportQuery, StartExportBody } from "@postil/shared/schema/annotation-query";
import type { Job } from "@postil/shared/schema/job";
import { layerKindSchema, type Role } from "@postil/shared/schema/role";
import { DataSource } from "typeorm";
import { AuditLog } from "../accounts/audit.ts";
import { AnnotationScopes } from "../annotations/annotation-scopes.ts";
import { StalePlaces } from "../annotations/stale-places.ts";
import { CodebookFilesService } from "../codebook/files.service.ts";
import { JobService } from "../jobs/job.service.ts";
import { CONFIG, type Config } from "../platform/config.ts";
import { attachment, fileName } from "../platform/file-name.ts";
import { CSV, type StreamedFile, ZIP } from "../platform/http/send-csv.ts";
import { AccessService, type Membership, notAllowed } from "../workspaces/access.ts";
import { pseudonymsOf } from "../workspaces/pseudonyms.ts";
import { csvChunks, writeCsvBundle } from "./csv-files.ts";
import type { ExportMaterial } from "./export-material.ts";
import { ExportReader, type ReadShape } from "./export-reader.ts";
import { FORMATS } from "./formats.ts";

/** Exports of what the caller may read. */
/** What was asked for; a job's formats know no `bundle`. */
type Asked = Omit<ExportQuery, "bundle"> & Partial<Pick<ExportQuery, "bundle">>;

@Injectable()
export class ExportsService {
  constructor(
    private readonly dataSource: DataSource,
    @Inject(CONFIG) private readonly config: Config,
    private readonly access: AccessService,
    private readonly scopes: AnnotationScopes,
    private readonly places: StalePlaces,
    private readonly audit: AuditLog,
    private readonly codebook: CodebookFilesService,
    private readonly jobs: JobService,
  ) {}

  /** Streamed as it is read: one CSV, or with `bundle` a zip of all three with the codebook and their columns. */
  async annotations(userId: string, workspaceId: string, query: ExportQuery): Promise<StreamedFile> {
    const bundle = query.bundle === "1";
    const material = await this.prepare(userId, workspaceId, query, bundle ? "csv-bundle" : "csv");
    const today = new Date();
    if (bundle) {
      return {
        contentType: ZIP,
        contentDisposition: attachment(material.workspace, "annotations", today, "zip"),
        chunks: writeCsvBundle(material, () => undefined),
      };
    }
    return {
      contentType: CSV,
      contentDisposition: attachment(material.workspace, `${query.rows}s`, today),
      chunks: csvChunks(material, query.rows),
    };
  }

  /** The same in any of the formats, as a job. */
  async start(userId: string, workspaceId: string, { format: id, ...query }: StartExportBody): Promise<Job> {
    const format = FORMATS[id];
    const material = await this.prepare(userId, workspaceId, query, id);
    const name = fileName(material.workspace, "annotations", new Date(), format.extension);
    return this.jobs.start(`export-${id}`, { userId, workspaceId }, async (run) => {
      const total = await material.read().count();
      run.progress(0, total);
      const chunks = format.write(material, (done) => run.progress(Math.min(done, total), total));
      await run.file(name, format.contentType, chunks);
    });
  }

  /** Checks the rights, and notes down who takes what away; what is exported is read as it is written. */
  private async prepare(
    userId: string,
    workspaceId: string,
    query: Omit<ExportQuery, "bundle">,
    format: string,
  ): Promise<ExportMaterial> {
    const membership = await this.access.require(userId, workspaceId, "export");
    if (query.names === "names" && !can(membership.role, "moderate")) throw notAllowed(membership.role);
    const scope = await this.scopes.find(membership, query);
    const [workspace, attributeNames, names, codebook, members] = await Promise.all([
      this.workspaceName(workspaceId),
      this.attributeNames(workspaceId),
      this.actorNames(workspaceId),
      this.codebook.filed(workspaceId),
      this.workspaceMembers(workspaceId),
    ]);
    const standsFor = query.names === "names" ? await this.members(membership) : new Map<string, string>();
    await this.record(membership, query, format);
    const { origin } = this.config;
    const read = (shape: ReadShape = "whole") =>
      new ExportReader(this.dataSource, this.places, { scope, filter: query, shape, origin, names, standsFor });
    return { workspaceId, workspace, origin, query, attributeNames, codebook, members, scope, read };
  }

  private async workspaceName(workspaceId: string): Promise<string> {
    const rows: { name: string }[] = await this.dataSource.query("select name from workspace where id = $1", [
      workspaceId,
    ]);
    return rows[0]?.name ?? "";
  }

  private async workspaceMembers(workspaceId: string): Promise<ExportMaterial["members"]> {
    const rows: { actor: string; name: string; role: Role }[] = await this.dataSource.query(
      `select a.id as actor, a.name, m.role from member m join actor a on a.id = m.actor_id where m.workspace_id = $1`,
      [workspaceId],
    );
    return rows.sort((a, b) => byName(a.name, b.name));
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

  private async record(membership: Membership, query: Asked, format: string): Promise<void> {
    const { rows, raw, names, bom: _bom, bundle: _bundle, ...filter } = query;
    await this.audit.record({
      workspaceId: membership.workspaceId,
      userId: membership.userId,
      actorId: membership.actor,
      kind: "annotations-exported",
      details: { format, rows, raw: raw === "1", names, ...recordedFilters(filter) },
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

const names = new Intl.Collator("en", { numeric: true });

function byName(a: string, b: string): number {
  return names.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0);
}
