import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from "@nestjs/common";
import {
  type ExportQuery,
  exportQuerySchema,
  type StartExportBody,
  startExportBodySchema,
} from "@postil/shared/schema/annotation-query";
import { type Job, jobSchema } from "@postil/shared/schema/job";
import type { Response } from "express";
import { CurrentUser } from "../accounts/current-user.ts";
import { ApiRoute } from "../platform/http/api-route.ts";
import { sendFile } from "../platform/http/send-csv.ts";
import { ZodPipe } from "../platform/http/zod.pipe.ts";
import { ExportsService } from "./exports.service.ts";

@Controller("api/workspaces/:workspaceId/exports")
export class ExportsController {
  constructor(private readonly exports: ExportsService) {}

  @Get("annotations.csv")
  @ApiRoute({
    summary: "Export annotations as CSV",
    description:
      "What the caller may read, by the filters of the list: one row an annotation, a tag on one, or a comment. " +
      "UTF-8 with a byte order mark (`bom=0` leaves it out). Cells that a spreadsheet would run as a formula get a " +
      "`'` before them; `raw=1` gives exact text, for programs only. Offsets count Unicode code points. `bundle=1` gives a zip with all three CSVs, the " +
      "codebook, and what their columns hold (README.md, and csv-metadata.json as CSV on the Web).",
    query: exportQuerySchema,
    contentType: "text/csv",
  })
  async annotations(
    @CurrentUser() userId: string,
    @Param("workspaceId") workspaceId: string,
    @Query(new ZodPipe(exportQuerySchema)) query: ExportQuery,
    @Res() response: Response,
  ): Promise<void> {
    await sendFile(await this.exports.annotations(userId, workspaceId, query), response);
  }

  @Post()
  @HttpCode(202)
  @ApiRoute({
    summary: "Export annotations in one of the formats, as a job",
    description:
      "By the same filters. Answers the job, whose progress `GET /api/jobs/:id` tells and whose file is at " +
      "`/api/jobs/:id/file` for 24 hours.",
    body: startExportBodySchema,
    answer: jobSchema,
    status: 202,
  })
  start(
    @CurrentUser() userId: string,
    @Param("workspaceId") workspaceId: string,
    @Body(new ZodPipe(startExportBodySchema)) body: StartExportBody,
  ): Promise<Job> {
    return this.exports.start(userId, workspaceId, body);
  }
}
