import { Body, Controller, HttpCode, Param, Post } from "@nestjs/common";
import {
  type PublishAnswer,
  type PublishBody,
  publishAnswerSchema,
  publishBodySchema,
} from "@postil/shared/schema/publishing";
import { CurrentUser } from "../../accounts/current-user.ts";
import { ApiRoute } from "../../platform/http/api-route.ts";
import { ZodPipe } from "../../platform/http/zod.pipe.ts";
import { PublishingService } from "./publishing.service.ts";

@Controller("api/layers")
export class PublishingController {
  constructor(private readonly publishing: PublishingService) {}

  @Post(":layerId/publish")
  @HttpCode(200)
  @ApiRoute({
    summary: "Publish private annotations to the team",
    description:
      "Each goes to the article's team layer with all that can be seen of it, under the same id, with its time and author, and is hidden in the private layer. All or nothing; one that was published before stays as it is.",
    body: publishBodySchema,
    answer: publishAnswerSchema,
  })
  publish(
    @CurrentUser() userId: string,
    @Param("layerId") layerId: string,
    @Body(new ZodPipe(publishBodySchema)) { annotations }: PublishBody,
  ): Promise<PublishAnswer> {
    return this.publishing.publish(userId, layerId, annotations);
  }
}
