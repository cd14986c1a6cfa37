import { Controller, Get, Param, Query } from "@nestjs/common";
import {
  type AnnotationListItem,
  annotationListItemSchema,
  annotationListQuerySchema,
} from "@postil/shared/schema/annotation-query";
import { type Page, pageSchema } from "@postil/shared/schema/text-fields";
import { CurrentUser } from "../accounts/current-user.ts";
import { ApiRoute } from "../platform/http/api-route.ts";
import { ZodPipe } from "../platform/http/zod.pipe.ts";
import { type AnnotationListQuery, AnnotationsService } from "./annotations.service.ts";

@Controller("api/workspaces/:workspaceId/annotations")
export class AnnotationsController {
  constructor(private readonly annotations: AnnotationsService) {}

  @Get()
  @ApiRoute({
    summary: "List annotations",
    description:
      "Annotations that the caller may read. A tag stands for all below it too. Words are looked for in quote, note " +
      "and comments, each of them anywhere.",
    query: annotationListQuerySchema,
    answer: pageSchema(annotationListItemSchema),
  })
  list(
    @CurrentUser() userId: string,
    @Param("workspaceId") workspaceId: string,
    @Query(new ZodPipe(annotationListQuerySchema)) query: AnnotationListQuery,
  ): Promise<Page<AnnotationListItem>> {
    return this.annotations.list(userId, workspaceId, query);
  }
}
