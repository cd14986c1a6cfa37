import { Body, Controller, Get, HttpCode, Param, Put, Query } from "@nestjs/common";
import {
  type ActivityPage,
  type ActivityQuery,
  activityPageSchema,
  activityQuerySchema,
  newsSchema,
  seenBodySchema,
} from "@postil/shared/schema/activity";
import type { z } from "zod";
import { CurrentUser } from "../accounts/current-user.ts";
import { ApiRoute } from "../platform/http/api-route.ts";
import { ZodPipe } from "../platform/http/zod.pipe.ts";
import { ActivityService } from "./activity.service.ts";

@Controller("api")
export class ActivityController {
  constructor(private readonly activity: ActivityService) {}

  @Get("workspaces/:workspaceId/activity")
  @ApiRoute({
    summary: "What happened in a workspace",
    description:
      "Newest first, as far as the caller may see; runs of the same by one person in one place are one item. " +
      "`person` takes members' actors, and `me`; a pseudonym's doings are with its member only for who may know.",
    query: activityQuerySchema,
    answer: activityPageSchema,
  })
  list(
    @CurrentUser() userId: string,
    @Param("workspaceId") workspaceId: string,
    @Query(new ZodPipe(activityQuerySchema)) query: ActivityQuery,
  ): Promise<ActivityPage> {
    return this.activity.list(userId, workspaceId, query);
  }

  @Put("workspaces/:workspaceId/activity/seen")
  @HttpCode(204)
  @ApiRoute({ summary: "Say up to when one has looked at what happened", body: seenBodySchema })
  seen(
    @CurrentUser() userId: string,
    @Param("workspaceId") workspaceId: string,
    @Body(new ZodPipe(seenBodySchema)) body: z.output<typeof seenBodySchema>,
  ): Promise<void> {
    return this.activity.seen(userId, workspaceId, body.at);
  }

  @Get("me/news")
  @ApiRoute({
    summary: "What others did in one's workspaces since one looked",
    description:
      "A few items each; the workspace with the newest first. To say that one has seen them, send `readAt` to " +
      "`PUT …/activity/seen`.",
    answer: newsSchema,
    tags: ["activity"],
  })
  async news(@CurrentUser() userId: string) {
    return { items: await this.activity.news(userId) };
  }
}
