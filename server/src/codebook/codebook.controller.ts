import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post } from "@nestjs/common";
import {
  type CreateTagBody,
  createTagBodySchema,
  deletedTagSchema,
  type RestoreTagBody,
  restoreTagBodySchema,
  tagSchema,
  type UpdateTagBody,
  updateTagBodySchema,
} from "@postil/shared/schema/tag";
import { pageSchema } from "@postil/shared/schema/text-fields";
import { CurrentUser } from "../accounts/current-user.ts";
import { ApiRoute } from "../platform/http/api-route.ts";
import { ZodPipe } from "../platform/http/zod.pipe.ts";
import { CodebookService } from "./codebook.service.ts";

@Controller("api")
export class CodebookController {
  constructor(private readonly codebook: CodebookService) {}

  @Get("workspaces/:workspaceId/tags")
  @ApiRoute({
    summary: "The whole codebook, in order of paths",
    description: "`count` is of annotations that the caller may read. There is one page only.",
    answer: pageSchema(tagSchema),
  })
  async list(@CurrentUser() userId: string, @Param("workspaceId") workspaceId: string) {
    return { items: await this.codebook.list(userId, workspaceId), nextCursor: null };
  }

  @Post("workspaces/:workspaceId/tags")
  @ApiRoute({
    summary: "Add a tag",
    description: "Without `colour` it gets the one that the fewest tags have. A shortcut moves here from its old tag.",
    body: createTagBodySchema,
    answer: tagSchema,
    status: 201,
  })
  create(
    @CurrentUser() userId: string,
    @Param("workspaceId") workspaceId: string,
    @Body(new ZodPipe(createTagBodySchema)) body: CreateTagBody,
  ) {
    return this.codebook.create(userId, workspaceId, body);
  }

  @Patch("tags/:tagId")
  @ApiRoute({
    summary: "Rename, move, recolour or describe a tag",
    description: "A shortcut moves here from its old tag.",
    body: updateTagBodySchema,
    answer: tagSchema,
  })
  update(
    @CurrentUser() userId: string,
    @Param("tagId") tagId: string,
    @Body(new ZodPipe(updateTagBodySchema)) body: UpdateTagBody,
  ) {
    return this.codebook.update(userId, tagId, body);
  }

  @Delete("tags/:tagId")
  @ApiRoute({
    summary: "Delete a tag",
    description:
      "Its entries are hidden, not erased. Tags under it move up to its parent: `moved`, which `restore` takes back.",
    answer: deletedTagSchema,
  })
  delete(@CurrentUser() userId: string, @Param("tagId") tagId: string) {
    return this.codebook.delete(userId, tagId);
  }

  @Post("tags/:tagId/restore")
  @HttpCode(200)
  @ApiRoute({ summary: "Undo a tag's deletion", body: restoreTagBodySchema, answer: tagSchema })
  restore(
    @CurrentUser() userId: string,
    @Param("tagId") tagId: string,
    @Body(new ZodPipe(restoreTagBodySchema)) body: RestoreTagBody,
  ) {
    return this.codebook.restore(userId, tagId, body);
  }
}
