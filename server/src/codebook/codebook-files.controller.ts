import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from "@nestjs/common";
import { bundleSchema } from "@postil/shared/schema/annotation-query";
import {
  type CopyCodebookBody,
  codebookImportSchema,
  copyCodebookBodySchema,
  type ImportCodebookBody,
  importCodebookBodySchema,
} from "@postil/shared/schema/codebook";
import type { Response } from "express";
import { z } from "zod";
import { CurrentUser } from "../accounts/current-user.ts";
import { ApiRoute } from "../platform/http/api-route.ts";
import { sendFile } from "../platform/http/send-csv.ts";
import { ZodPipe } from "../platform/http/zod.pipe.ts";
import { type CodebookFile, CodebookFilesService } from "./files.service.ts";

const csvQuerySchema = z.object({
  raw: z.enum(["0", "1"]).default("0"),
  bom: z.enum(["0", "1"]).default("1"),
  bundle: bundleSchema,
});

@Controller("api/workspaces/:workspaceId")
export class CodebookFilesController {
  constructor(private readonly files: CodebookFilesService) {}

  @Get("exports/codebook.csv")
  @ApiRoute({
    summary: "Export the codebook as CSV",
    description:
      "One row a tag in the tree's order. Cells that a spreadsheet would run as a formula get a `'` before them, " +
      "which importing takes off again; `raw=1` leaves it out. `bundle=1` gives a zip that says what the columns hold, too. `docs/codebook.md` tells the columns.",
    query: csvQuerySchema,
    contentType: "text/csv",
  })
  async csv(
    @CurrentUser() userId: string,
    @Param("workspaceId") workspaceId: string,
    @Query(new ZodPipe(csvQuerySchema)) query: z.infer<typeof csvQuerySchema>,
    @Res() response: Response,
  ): Promise<void> {
    const options = { raw: query.raw === "1", bom: query.bom === "1" };
    if (query.bundle === "1") await sendFile(await this.files.bundle(userId, workspaceId, options), response);
    else send(response, await this.files.csv(userId, workspaceId, options));
  }

  @Get("exports/codebook.qdc")
  @ApiRoute({
    summary: "Export the codebook for other programs, as REFI-QDA",
    description: "The codebook exchange format 1.0. Signs, shortcuts and the order of siblings have no place in it.",
    contentType: "application/xml",
  })
  async qdc(
    @CurrentUser() userId: string,
    @Param("workspaceId") workspaceId: string,
    @Res() response: Response,
  ): Promise<void> {
    send(response, await this.files.qdc(userId, workspaceId));
  }

  @Post("codebook/import")
  @HttpCode(200)
  @ApiRoute({
    summary: "Import tags from CSV or REFI-QDA",
    description:
      "Without `apply` it only says what would happen. All or nothing: with `problems`, nothing is written. A tag is " +
      "known by its guid, else by its path; what the file doesn't name stays.",
    body: importCodebookBodySchema,
    answer: codebookImportSchema,
  })
  import(
    @CurrentUser() userId: string,
    @Param("workspaceId") workspaceId: string,
    @Body(new ZodPipe(importCodebookBodySchema)) body: ImportCodebookBody,
  ) {
    return this.files.import(userId, workspaceId, body);
  }

  @Post("codebook/copy")
  @HttpCode(200)
  @ApiRoute({
    summary: "Copy the codebook into another workspace, or a new one",
    description: "Merged by guid and path: with `existing: keep`, tags that are there already stay as they are.",
    body: copyCodebookBodySchema,
    answer: codebookImportSchema,
  })
  copy(
    @CurrentUser() userId: string,
    @Param("workspaceId") workspaceId: string,
    @Body(new ZodPipe(copyCodebookBodySchema)) body: CopyCodebookBody,
  ) {
    return this.files.copy(userId, workspaceId, body);
  }
}

function send(response: Response, { contentType, contentDisposition, text }: CodebookFile): void {
  response.setHeader("Content-Type", contentType);
  response.setHeader("Content-Disposition", contentDisposition);
  response.end(text);
}
