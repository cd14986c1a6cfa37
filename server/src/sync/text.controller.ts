import { Controller, Get, Param } from "@nestjs/common";
import { articleTextSchema } from "@postil/shared/schema/article";
import { CurrentUser } from "../accounts/current-user.ts";
import { ArticleAccess } from "../articles/article-access.ts";
import { ApiRoute } from "../platform/http/api-route.ts";
import { asUnreadable } from "./quarantine.ts";
import { RoomService } from "./room.service.ts";

@Controller("api/articles")
export class TextController {
  constructor(
    private readonly access: ArticleAccess,
    private readonly rooms: RoomService,
  ) {}

  @Get(":articleId/text")
  @ApiRoute({
    summary: "Read an article's plain text",
    description: "The text that offsets count in; `version` grows with each change of it.",
    answer: articleTextSchema,
  })
  async read(@CurrentUser() userId: string, @Param("articleId") articleId: string) {
    await this.access.require(userId, articleId, "read");
    return this.rooms.withText(articleId, ({ text, version }) => ({ text, version })).catch(asUnreadable);
  }
}
