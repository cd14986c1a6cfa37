import { Body, Controller, HttpCode, Param, Post } from "@nestjs/common";
import { type EraseAnswer, type EraseBody, eraseAnswerSchema, eraseBodySchema } from "@postil/shared/schema/erasure";
import { CurrentUser } from "../../accounts/current-user.ts";
import { ApiRoute } from "../../platform/http/api-route.ts";
import { ZodPipe } from "../../platform/http/zod.pipe.ts";
import { ErasureService } from "./erasure.service.ts";

@Controller("api/layers")
export class ErasureController {
  constructor(private readonly erasure: ErasureService) {}

  @Post(":layerId/erase")
  @HttpCode(200)
  @ApiRoute({
    summary: "Erase deleted annotations and comments for good",
    description:
      "For owners, and in one's own private layer. They go at once from the layer, its history, lists, searches and exports, and nobody can restore them; pages that have the layer open load it again. A comment that has been answered stays as a place without words. All or nothing.",
    body: eraseBodySchema,
    answer: eraseAnswerSchema,
  })
  erase(
    @CurrentUser() userId: string,
    @Param("layerId") layerId: string,
    @Body(new ZodPipe(eraseBodySchema)) { ids }: EraseBody,
  ): Promise<EraseAnswer> {
    return this.erasure.erase(userId, layerId, ids);
  }
}
