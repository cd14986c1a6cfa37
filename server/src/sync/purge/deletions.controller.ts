import { Controller, Get, Param, Query } from "@nestjs/common";
import { layerDocumentName } from "@postil/shared/document/text-document";
import {
  type DeletionsAnswer,
  type DeletionsQuery,
  deletionsAnswerSchema,
  deletionsQuerySchema,
} from "@postil/shared/schema/deletion";
import { DataSource } from "typeorm";
import { CurrentUser } from "../../accounts/current-user.ts";
import { ArticleAccess } from "../../articles/article-access.ts";
import { notFound } from "../../platform/errors.ts";
import { ApiRoute } from "../../platform/http/api-route.ts";
import { ZodPipe } from "../../platform/http/zod.pipe.ts";
import { deletionsOf } from "./due-deletions.ts";

@Controller("api/layers")
export class DeletionsController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly access: ArticleAccess,
  ) {}

  @Get(":layerId/deletions")
  @ApiRoute({
    summary: "How long deleted annotations and comments can still be restored",
    description: "Of those asked about, the ones that are deleted. The 30 days count from when the server stored it.",
    query: deletionsQuerySchema,
    answer: deletionsAnswerSchema,
  })
  async deletions(
    @CurrentUser() userId: string,
    @Param("layerId") layerId: string,
    @Query(new ZodPipe(deletionsQuerySchema)) { ids }: DeletionsQuery,
  ): Promise<DeletionsAnswer> {
    const access = await this.access.document(userId, layerDocumentName(layerId));
    if (!access) throw notFound("There is no such layer, or you have no access to it.");
    return { items: await deletionsOf(this.dataSource, access.name, ids, Date.now()) };
  }
}
