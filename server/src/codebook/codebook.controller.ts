import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from "@nestjs/common";
import {
  createTagBodySchema,
  deletedTagSchema,
  exampleSchema,
  mergeSchema,
  mergeTagBodySchema,
  type NewTag,
  type RestoreTagBody,
  restoreTagBodySchema,
  type TagChange,
  type TagExample,
  tagSchema,
  tagUseSchema,
  updateTagBodySchema,
} from "@postil/shared/schema/tag";
import { pageSchema } from "@postil/shared/schema/text-fields";
import type { z } from "zod";
import { CurrentUser } from "../accounts/current-user.ts";
import { ApiRoute } from "../platform/http/api-route.ts";
import { ZodPipe } from "../platform/http/zod.pipe.ts";
import { CodebookService } from "./codebook.service.ts";

@Controller("api")
export class CodebookController {
  constructor(private readonly codebook: CodebookService) {}

  @Get("workspaces/:workspaceId/tags")
  @ApiRoute({
    summary: "The whole codebook, in the order of its tree",
    description:
      "`count` is of annotations that the caller may read. Merged tags are among them: `mergedInto` says what stands " +
      "for them. There is one page only.",
    answer: pageSchema(tagSchema),
  })
  async list(@CurrentUser() userId: string, @Param("workspaceId") workspaceId: string) {
    return { items: await this.codebook.list(userId, workspaceId), nextCursor: null };
  }

  @Post("workspaces/:workspaceId/tags")
  @ApiRoute({
    summary: "Add a tag",
    description:
      "Without `colour` it gets the one that the fewest tags have. A shortcut moves here from its old tag. An " +
      "annotator's tag is proposed, where the workspace says so; with a blind `layer` it is the coder's alone.",
    body: createTagBodySchema,
    answer: tagSchema,
    status: 201,
  })
  create(
    @CurrentUser() userId: string,
    @Param("workspaceId") workspaceId: string,
    @Body(new ZodPipe(createTagBodySchema)) body: NewTag,
  ) {
    return this.codebook.create(userId, workspaceId, body);
  }

  @Patch("tags/:tagId")
  @ApiRoute({
    summary: "Rename, move, describe, mark or archive a tag",
    description: "A shortcut moves here from its old tag.",
    body: updateTagBodySchema,
    answer: tagSchema,
  })
  update(
    @CurrentUser() userId: string,
    @Param("tagId") tagId: string,
    @Body(new ZodPipe(updateTagBodySchema)) body: TagChange,
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

  @Post("tags/:tagId/examples")
  @HttpCode(200)
  @ApiRoute({
    summary: "Add an example passage to a tag",
    description: "Everybody in the workspace reads it. One that is there already changes nothing.",
    body: exampleSchema,
    answer: tagSchema,
  })
  addExample(
    @CurrentUser() userId: string,
    @Param("tagId") tagId: string,
    @Body(new ZodPipe(exampleSchema)) body: TagExample,
  ) {
    return this.codebook.addExample(userId, tagId, body);
  }

  @Post("tags/:tagId/accept")
  @HttpCode(200)
  @ApiRoute({
    summary: "Accept a proposed tag",
    answer: tagSchema,
  })
  accept(@CurrentUser() userId: string, @Param("tagId") tagId: string) {
    return this.codebook.accept(userId, tagId);
  }

  @Get("tags/:tagId/merge")
  @ApiRoute({
    summary: "What merging a tag into another would change",
    description: "As far as the caller may see: `count` annotations carry it, `both` of them carry the other one too.",
    query: mergeTagBodySchema,
    answer: mergeSchema,
  })
  previewMerge(
    @CurrentUser() userId: string,
    @Param("tagId") tagId: string,
    @Query(new ZodPipe(mergeTagBodySchema)) query: z.infer<typeof mergeTagBodySchema>,
  ) {
    return this.codebook.previewMerge(userId, tagId, query.into);
  }

  @Post("tags/:tagId/merge")
  @HttpCode(200)
  @ApiRoute({
    summary: "Merge a tag into another",
    description:
      "The other one stands for it everywhere from then on, in private layers and on devices that are offline too; " +
      "no document is written. Tags under it go under the other one. `unmerge` takes it back.",
    body: mergeTagBodySchema,
    answer: mergeSchema,
  })
  merge(
    @CurrentUser() userId: string,
    @Param("tagId") tagId: string,
    @Body(new ZodPipe(mergeTagBodySchema)) body: z.infer<typeof mergeTagBodySchema>,
  ) {
    return this.codebook.merge(userId, tagId, body.into);
  }

  @Post("tags/:tagId/unmerge")
  @HttpCode(200)
  @ApiRoute({ summary: "Undo a tag's merge, whenever it was", answer: tagSchema })
  unmerge(@CurrentUser() userId: string, @Param("tagId") tagId: string) {
    return this.codebook.unmerge(userId, tagId);
  }

  @Get("tags/:tagId/use")
  @ApiRoute({
    summary: "What carries a tag, by article, person and kind of layer",
    description: "Of annotations that the caller may read. All but `count` include the tags under it.",
    answer: tagUseSchema,
  })
  use(@CurrentUser() userId: string, @Param("tagId") tagId: string) {
    return this.codebook.use(userId, tagId);
  }
}
