import { Controller, Get, Param, Query } from "@nestjs/common";
import { pageSchema } from "@postil/shared/schema/text-fields";
import { textVersionContentSchema, textVersionSummarySchema } from "@postil/shared/schema/text-version";
import { z } from "zod";
import { CurrentUser } from "../../accounts/current-user.ts";
import { ApiRoute } from "../../platform/http/api-route.ts";
import { ZodPipe } from "../../platform/http/zod.pipe.ts";
import { TextVersions } from "./text-versions.service.ts";

const seqSchema = z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER);
const listQuerySchema = z.object({
  cursor: seqSchema.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
type ListQuery = z.infer<typeof listQuerySchema>;

/** The history of an article's text. */
@Controller("api/articles/:articleId/versions")
export class VersionsController {
  constructor(private readonly versions: TextVersions) {}

  @Get()
  @ApiRoute({
    summary: "List the versions of an article's text",
    description:
      "Newest first, for instructors and owners. What was changed without a pause of five minutes is one version, of " +
      "everybody who worked on it at once.",
    query: listQuerySchema,
    answer: pageSchema(textVersionSummarySchema),
  })
  async list(
    @CurrentUser() userId: string,
    @Param("articleId") articleId: string,
    @Query(new ZodPipe(listQuerySchema)) { cursor, limit }: ListQuery,
  ) {
    const { items, next } = await this.versions.list(userId, articleId, { before: cursor ?? null, limit });
    return { items, nextCursor: next === null ? null : String(next) };
  }

  @Get(":seq")
  @ApiRoute({
    summary: "Read a version of an article's text",
    description: "The text and its marks, by UTF-16 offsets, as they were after the row `seq` of the text's log.",
    answer: textVersionContentSchema,
  })
  read(
    @CurrentUser() userId: string,
    @Param("articleId") articleId: string,
    @Param("seq", new ZodPipe(seqSchema)) seq: number,
  ) {
    return this.versions.read(userId, articleId, seq);
  }
}
