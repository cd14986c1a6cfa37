import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  Patch,
  Post,
  Put,
  Query,
  Req,
  UploadedFiles,
  UseGuards,
  UseInterceptors,
} from "@nestjs/common";
import {
  type ArticleListQuery,
  articleListItemSchema,
  articleListQuerySchema,
  articleSchema,
  type CreateLayerBody,
  createArticleBodySchema,
  createLayerBodySchema,
  importFieldsSchema,
  layerInfoSchema,
  type ReadingBody,
  readingBodySchema,
  type UpdateArticleBody,
  updateArticleBodySchema,
} from "@postil/shared/schema/article";
import { pageSchema } from "@postil/shared/schema/text-fields";
import type { Request } from "express";
import { z } from "zod";
import { CurrentUser } from "../accounts/current-user.ts";
import { ApiRoute } from "../platform/http/api-route.ts";
import { ZodPipe } from "../platform/http/zod.pipe.ts";
import { ArticleImporter } from "./article-importer.ts";
import { ArticlesService } from "./articles.service.ts";
import { ArticleJsonInterceptor, ImportFilesInterceptor, ImportGuard, type UploadedText } from "./upload.ts";

@Controller("api")
export class ArticlesController {
  constructor(
    private readonly articles: ArticlesService,
    private readonly importer: ArticleImporter,
  ) {}

  @Get("workspaces/:workspaceId/articles")
  @ApiRoute({
    summary: "List articles",
    description: "Counts and times are of what the caller may read.",
    query: articleListQuerySchema,
    answer: pageSchema(articleListItemSchema),
  })
  list(
    @CurrentUser() userId: string,
    @Param("workspaceId") workspaceId: string,
    @Query(new ZodPipe(articleListQuerySchema)) query: ArticleListQuery,
  ) {
    return this.articles.list(userId, workspaceId, query);
  }

  @Post("workspaces/:workspaceId/articles")
  @UseGuards(ImportGuard)
  @UseInterceptors(ArticleJsonInterceptor, ImportFilesInterceptor)
  @ApiRoute({
    summary: "Add articles",
    description:
      "One pasted text of up to 5 MB as JSON, or up to 50 files (text, Markdown, HTML, .docx, .odt, .epub, PDF) of up to " +
      "25 MB each, with up to 5 MB of text, as multipart/form-data in fields named `files`, with `importId`, `title` (one file only), `source`, `author`, `published` and `attributes` " +
      "(JSON) beside them. One bad file refuses the whole import; `details` names each with its reason.",
    body: createArticleBodySchema,
    bodyTypes: ["multipart/form-data"],
    answer: z.object({ items: z.array(articleSchema) }),
    status: 201,
  })
  async add(
    @CurrentUser() userId: string,
    @Param("workspaceId") workspaceId: string,
    @Req() request: Request,
    @UploadedFiles() files: UploadedText[] | undefined,
  ) {
    if (!request.is("multipart/form-data")) {
      const body = new ZodPipe(createArticleBodySchema).transform(request.body);
      return { items: await this.importer.fromPasted(userId, workspaceId, body) };
    }
    const fields = new ZodPipe(importFieldsSchema).transform(request.body);
    const named = (files ?? []).map((file) => {
      const { originalname: name, bytes } = file;
      // Handed over whole: the request, which lives on, must not hold what the import lets go of.
      file.bytes = null;
      return { name, bytes };
    });
    const gone = new AbortController();
    request.res?.once("close", () => gone.abort());
    return { items: await this.importer.fromFiles(userId, workspaceId, named, fields, gone.signal) };
  }

  @Get("articles/:articleId")
  @ApiRoute({ summary: "One article, with the layers the caller may read", answer: articleSchema })
  one(@CurrentUser() userId: string, @Param("articleId") articleId: string) {
    return this.articles.one(userId, articleId);
  }

  @Patch("articles/:articleId")
  @ApiRoute({ summary: "Change what is said about an article", body: updateArticleBodySchema, answer: articleSchema })
  update(
    @CurrentUser() userId: string,
    @Param("articleId") articleId: string,
    @Body(new ZodPipe(updateArticleBodySchema)) body: UpdateArticleBody,
  ) {
    return this.articles.update(userId, articleId, body);
  }

  @Put("articles/:articleId/reading")
  @HttpCode(204)
  @ApiRoute({
    summary: "Keep where one reads",
    description: "One's own place in the article, for the next visit, on whatever device. Nobody else ever sees it.",
    body: readingBodySchema,
    status: 204,
  })
  keepPlace(
    @CurrentUser() userId: string,
    @Param("articleId") articleId: string,
    @Body(new ZodPipe(readingBodySchema)) body: ReadingBody,
  ) {
    return this.articles.keepPlace(userId, articleId, body);
  }

  @Delete("articles/:articleId")
  @HttpCode(204)
  @ApiRoute({ summary: "Delete an article with all its annotations, for good", status: 204 })
  delete(@CurrentUser() userId: string, @Param("articleId") articleId: string) {
    return this.articles.delete(userId, articleId);
  }

  @Post("articles/:articleId/layers")
  @ApiRoute({
    summary: "A layer of the caller's, made when there is none",
    description:
      "`private`: theirs alone. `blind`: theirs in an assignment they take part in, on one of its articles. `consensus`: " +
      "the agreed layer of an assignment that has been revealed, which instructors and adjudicators make.",
    body: createLayerBodySchema,
    answer: layerInfoSchema,
    status: 201,
  })
  layer(
    @CurrentUser() userId: string,
    @Param("articleId") articleId: string,
    @Body(new ZodPipe(createLayerBodySchema)) body: CreateLayerBody,
  ) {
    return this.articles.layer(userId, articleId, body);
  }
}
