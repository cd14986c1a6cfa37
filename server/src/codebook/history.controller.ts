import { Body, Controller, Get, Param, Post, Query } from "@nestjs/common";
import {
  codebookChangeSchema,
  codebookVersionSchema,
  type DifferencesQuery,
  differencesQuerySchema,
  differencesSchema,
  saveVersionBodySchema,
} from "@postil/shared/schema/codebook";
import { pageQuerySchema, pageSchema } from "@postil/shared/schema/text-fields";
import type { z } from "zod";
import { CurrentUser } from "../accounts/current-user.ts";
import { ApiRoute } from "../platform/http/api-route.ts";
import { ZodPipe } from "../platform/http/zod.pipe.ts";
import { HistoryService } from "./history.service.ts";

@Controller("api/workspaces/:workspaceId/codebook")
export class HistoryController {
  constructor(private readonly history: HistoryService) {}

  @Get("changes")
  @ApiRoute({
    summary: "What was done to the codebook, the latest first",
    query: pageQuerySchema,
    answer: pageSchema(codebookChangeSchema),
  })
  changes(
    @CurrentUser() userId: string,
    @Param("workspaceId") workspaceId: string,
    @Query(new ZodPipe(pageQuerySchema)) query: z.infer<typeof pageQuerySchema>,
  ) {
    return this.history.changes(userId, workspaceId, query);
  }

  @Get("versions")
  @ApiRoute({ summary: "The codebook's named versions, the latest first", answer: pageSchema(codebookVersionSchema) })
  async versions(@CurrentUser() userId: string, @Param("workspaceId") workspaceId: string) {
    return { items: await this.history.versions(userId, workspaceId), nextCursor: null };
  }

  @Post("versions")
  @ApiRoute({
    summary: "Keep the codebook as it is now under a name",
    body: saveVersionBodySchema,
    answer: codebookVersionSchema,
    status: 201,
  })
  save(
    @CurrentUser() userId: string,
    @Param("workspaceId") workspaceId: string,
    @Body(new ZodPipe(saveVersionBodySchema)) body: z.infer<typeof saveVersionBodySchema>,
  ) {
    return this.history.save(userId, workspaceId, body.label);
  }

  @Get("differences")
  @ApiRoute({
    summary: "In what two versions of the codebook differ",
    description: "`from` and `to`: numbers of versions, or `current`.",
    query: differencesQuerySchema,
    answer: differencesSchema,
  })
  async differences(
    @CurrentUser() userId: string,
    @Param("workspaceId") workspaceId: string,
    @Query(new ZodPipe(differencesQuerySchema)) query: DifferencesQuery,
  ) {
    return { items: await this.history.differences(userId, workspaceId, query) };
  }
}
