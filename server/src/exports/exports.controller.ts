import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { Controller, Get, Param, Query, Res } from "@nestjs/common";
import { type ExportQuery, exportQuerySchema } from "@postil/shared/schema/annotation-query";
import type { Response } from "express";
import { CurrentUser } from "../accounts/current-user.ts";
import { ApiRoute } from "../platform/http/api-route.ts";
import { ZodPipe } from "../platform/http/zod.pipe.ts";
import { ExportsService } from "./exports.service.ts";

/** Bytes that wait for a slow reader before the next page is read from the database. */
const AHEAD = 256 * 1024;

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
    const file = await this.exports.annotations(userId, workspaceId, query);
    const first = await file.chunks.next();
    response.setHeader("Content-Type", "text/csv; charset=utf-8; header=present");
    response.setHeader("Content-Disposition", file.contentDisposition);
    const rest = Readable.from(withFirst(first, file.chunks), { objectMode: false, highWaterMark: AHEAD });
    try {
      await pipeline(rest, response);
    } catch (error) {
      if (!isGone(error)) throw error;
    }
  }
}

async function* withFirst(
  first: IteratorResult<string, void>,
  rest: AsyncGenerator<string, void, undefined>,
): AsyncGenerator<string, void, undefined> {
  if (!first.done) yield first.value;
  yield* rest;
}

/** Whoever asked has hung up: nobody is left to tell. */
function isGone(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ERR_STREAM_PREMATURE_CLOSE";
}
