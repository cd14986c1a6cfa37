import { Controller, Get, Param, Query, Res } from "@nestjs/common";
import { type ExportQuery, exportQuerySchema } from "@postil/shared/schema/annotation-query";
import type { Response } from "express";
import { CurrentUser } from "../accounts/current-user.ts";
import { ApiRoute } from "../platform/http/api-route.ts";
import { sendCsv } from "../platform/http/send-csv.ts";
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
      "`'` before them; `raw=1` gives exact text, for programs only. Offsets count Unicode code points.",
    query: exportQuerySchema,
    contentType: "text/csv",
  })
  async annotations(
    @CurrentUser() userId: string,
    @Param("workspaceId") workspaceId: string,
    @Query(new ZodPipe(exportQuerySchema)) query: ExportQuery,
    @Res() response: Response,
  ): Promise<void> {
    await sendCsv(await this.exports.annotations(userId, workspaceId, query), response);
  }
}
