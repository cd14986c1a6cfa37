import { Body, Controller, HttpCode, Param, Post } from "@nestjs/common";
import { layerDocumentName } from "@postil/shared/document/text-document";
import { layerOperationsAnswerSchema, layerOperationsBodySchema } from "@postil/shared/schema/layer-operation";
import type { z } from "zod";
import { CurrentUser } from "../../accounts/current-user.ts";
import { ArticleAccess } from "../../articles/article-access.ts";
import { notFound } from "../../platform/errors.ts";
import { ApiRoute } from "../../platform/http/api-route.ts";
import { ZodPipe } from "../../platform/http/zod.pipe.ts";
import { type OperationsAnswer, RoomService } from "../room.service.ts";

@Controller("api/layers")
export class OperationsController {
  constructor(
    private readonly access: ArticleAccess,
    private readonly rooms: RoomService,
  ) {}

  @Post(":layerId/operations")
  @HttpCode(200)
  @ApiRoute({
    summary: "Annotate, tag, note, comment, resolve, delete",
    description:
      "All or nothing, by the rules that hold in the reading room. Passages count in Unicode code points of the article's text, or are given by their quote. Answered once it is stored.",
    body: layerOperationsBodySchema,
    answer: layerOperationsAnswerSchema,
  })
  async operate(
    @CurrentUser() userId: string,
    @Param("layerId") layerId: string,
    @Body(new ZodPipe(layerOperationsBodySchema)) body: z.output<typeof layerOperationsBodySchema>,
  ): Promise<OperationsAnswer> {
    const access = await this.access.document(userId, layerDocumentName(layerId));
    if (!access) throw notFound("There is no such layer, or you have no access to it.");
    return this.rooms.operate(access, body.operations);
  }
}
