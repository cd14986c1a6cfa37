import { Body, Controller, Delete, Get, HttpCode, Param, Post } from "@nestjs/common";
import { deletedTagSchema, type RefuseTagBody, refusalSchema, refuseTagBodySchema } from "@postil/shared/schema/tag";
import { z } from "zod";
import { CurrentUser } from "../accounts/current-user.ts";
import { ApiRoute } from "../platform/http/api-route.ts";
import { ZodPipe } from "../platform/http/zod.pipe.ts";
import { RefusalsService } from "./refusals.service.ts";

@Controller("api")
export class RefusalsController {
  constructor(private readonly refusals: RefusalsService) {}

  @Post("tags/:tagId/refuse")
  @HttpCode(200)
  @ApiRoute({
    summary: "Refuse a proposed tag",
    description: "It is deleted, which `restore` undoes; its maker is told why. 409 `tag-not-proposed` for any other.",
    body: refuseTagBodySchema,
    answer: deletedTagSchema,
  })
  refuse(
    @CurrentUser() userId: string,
    @Param("tagId") tagId: string,
    @Body(new ZodPipe(refuseTagBodySchema)) { reason }: RefuseTagBody,
  ) {
    return this.refusals.refuse(userId, tagId, reason);
  }

  @Get("workspaces/:workspaceId/refusals")
  @ApiRoute({
    summary: "Which of one's own proposed tags were refused, and why",
    description: "Newest first, at most 100, without those that were put aside.",
    answer: z.object({ items: z.array(refusalSchema) }),
  })
  async list(@CurrentUser() userId: string, @Param("workspaceId") workspaceId: string) {
    return { items: await this.refusals.list(userId, workspaceId) };
  }

  @Delete("workspaces/:workspaceId/refusals/:tagId")
  @HttpCode(204)
  @ApiRoute({ summary: "Put a refusal aside" })
  dismiss(@CurrentUser() userId: string, @Param("workspaceId") workspaceId: string, @Param("tagId") tagId: string) {
    return this.refusals.dismiss(userId, workspaceId, tagId);
  }
}
