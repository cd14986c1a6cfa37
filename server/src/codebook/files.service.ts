import { Injectable } from "@nestjs/common";
import { CODEBOOK_COLUMNS, CODEBOOK_TABLE, codebookRecord, type FiledTag } from "@postil/shared/export/codebook-csv";
import { can } from "@postil/shared/policy/permissions";
import type { CodebookImport, CopyCodebookBody, ImportCodebookBody } from "@postil/shared/schema/codebook";
import { DataSource } from "typeorm";
import { AuditLog } from "../accounts/audit.ts";
import { BOM, toCsv } from "../platform/csv.ts";
import { csvBundle } from "../platform/csv-bundle.ts";
import { conflict } from "../platform/errors.ts";
import { attachment } from "../platform/file-name.ts";
import { type StreamedFile, ZIP } from "../platform/http/send-csv.ts";
import { AccessService, type Membership, notAllowed } from "../workspaces/access.ts";
import { WorkspacesService } from "../workspaces/workspaces.service.ts";
import { Codebook } from "./codebook.ts";
import { CodebookSession } from "./codebook-session.ts";
import { applyPlan } from "./files/apply-plan.ts";
import type { FiledRow, ReadFile } from "./files/filed-rows.ts";
import { type ImportPlan, planImport } from "./files/import-plan.ts";
import { readCsv } from "./files/read-csv.ts";
import { readQdc } from "./files/read-qdc.ts";
import { writeQdc } from "./files/write-qdc.ts";
import { inTreeOrder, lineage } from "./tag-tree.ts";

export interface CodebookFile {
  contentType: string;
  contentDisposition: string;
  text: string;
}

/** Codebooks as files, in and out, and from one workspace to another. */
@Injectable()
export class CodebookFilesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly access: AccessService,
    private readonly session: CodebookSession,
    private readonly workspaces: WorkspacesService,
    private readonly audit: AuditLog,
  ) {}

  async csv(userId: string, workspaceId: string, { raw, bom }: { raw: boolean; bom: boolean }): Promise<CodebookFile> {
    const { tags, name } = await this.forExport(userId, workspaceId, "csv");
    const records = [[...CODEBOOK_COLUMNS], ...tags.map((tag) => codebookRecord(tag, raw))];
    return {
      contentType: "text/csv; charset=utf-8; header=present",
      contentDisposition: attachment(name, "codebook", new Date(), "csv"),
      // Guarded already, so that importing it gives back what was there.
      text: (bom ? BOM : "") + toCsv(records, true),
    };
  }

  /** The same in a zip, with what its columns hold. */
  async bundle(userId: string, workspaceId: string, options: { raw: boolean; bom: boolean }): Promise<StreamedFile> {
    const { text } = await this.csv(userId, workspaceId, options);
    const [row]: { name: string }[] = await this.dataSource.query("select name from workspace where id = $1", [
      workspaceId,
    ]);
    const name = row?.name ?? "";
    return {
      contentType: ZIP,
      contentDisposition: attachment(name, "codebook", new Date(), "zip"),
      chunks: csvBundle(name, [{ ...CODEBOOK_TABLE, chunks: [text] }], options.raw),
    };
  }

  async qdc(userId: string, workspaceId: string): Promise<CodebookFile> {
    const { tags, name } = await this.forExport(userId, workspaceId, "qdc");
    if (tags.length === 0)
      throw conflict("empty-codebook", "There are no tags yet, and the format holds at least one.");
    return {
      contentType: "application/xml; charset=utf-8",
      contentDisposition: attachment(name, "codebook", new Date(), "qdc"),
      text: writeQdc(tags),
    };
  }

  async import(userId: string, workspaceId: string, body: ImportCodebookBody): Promise<CodebookImport> {
    await this.access.require(userId, workspaceId, "edit-codebook");
    return this.take(userId, workspaceId, body.format === "csv" ? readCsv(body.text) : readQdc(body.text), body);
  }

  /** Into another workspace, which is made when a name is given and `apply` is set. */
  async copy(userId: string, workspaceId: string, { to, ...how }: CopyCodebookBody): Promise<CodebookImport> {
    await this.access.require(userId, workspaceId, "read");
    const rows = (await this.filed(workspaceId)).map((tag): FiledRow => ({ where: tag.path.join(" > "), ...tag }));
    const file: ReadFile = { rows, problems: [], notes: [] };
    if ("workspaceId" in to) {
      await this.access.require(userId, to.workspaceId, "edit-codebook");
      return this.take(userId, to.workspaceId, file, how);
    }
    if (!how.apply) return { ...answer(planImport([], rows, how.existing), file), applied: false, workspaceId: null };
    const { id } = await this.workspaces.create(userId, to.name);
    return this.take(userId, id, file, how);
  }

  /** Plans and, when it is to be applied and nothing speaks against it, writes: all of it or nothing. */
  private async take(
    userId: string,
    workspaceId: string,
    file: ReadFile,
    { apply, existing }: Pick<ImportCodebookBody, "apply" | "existing">,
  ): Promise<CodebookImport> {
    const planFor = (codebook: Codebook): ImportPlan =>
      planImport(
        codebook.tags.filter((tag) => tag.state !== "own"),
        file.rows,
        existing,
      );
    if (!apply || file.problems.length > 0) {
      const plan = planFor(await Codebook.load(this.dataSource.manager, workspaceId));
      return { ...answer(plan, file), applied: false, workspaceId };
    }
    return this.session.change(userId, workspaceId, async (codebook, editor, manager) => {
      if (!can(editor.role, "edit-codebook")) throw notAllowed(editor.role);
      const plan = planFor(codebook);
      if (plan.problems.length > 0) return { ...answer(plan, file), applied: false, workspaceId };
      await applyPlan(codebook, manager, plan, editor);
      return { ...answer(plan, file), applied: true, workspaceId };
    });
  }

  private async forExport(
    userId: string,
    workspaceId: string,
    format: string,
  ): Promise<{ tags: FiledTag[]; name: string }> {
    const membership: Membership = await this.access.require(userId, workspaceId, "export");
    const [row]: { name: string }[] = await this.dataSource.query("select name from workspace where id = $1", [
      workspaceId,
    ]);
    const tags = await this.filed(workspaceId);
    await this.audit.record({
      workspaceId,
      userId,
      actorId: membership.actor,
      kind: "codebook-exported",
      details: { format },
    });
    return { tags, name: row?.name ?? "" };
  }

  /** In the tree's order. Merged tags and what somebody made while coding blind are not among them. */
  async filed(workspaceId: string): Promise<FiledTag[]> {
    const codebook = await Codebook.load(this.dataSource.manager, workspaceId);
    const tags = codebook.active().filter((tag) => tag.state !== "own");
    const byId = new Map(tags.map((tag) => [tag.id, tag]));
    return inTreeOrder(tags).map((tag) => ({
      path: lineage(tag, byId)
        .map((node) => node.name)
        .reverse(),
      description: tag.description,
      whenToUse: tag.whenToUse,
      whenNot: tag.whenNot,
      examples: tag.examples,
      colour: tag.colour,
      sign: tag.sign,
      shortcut: tag.shortcut,
      archived: tag.archivedAt !== null,
      guid: tag.guid,
    }));
  }
}

function answer(plan: ImportPlan, file: ReadFile): Omit<CodebookImport, "applied" | "workspaceId"> {
  return {
    items: plan.items,
    problems: [...file.problems, ...plan.problems],
    notes: [...file.notes, ...plan.notes],
  };
}
