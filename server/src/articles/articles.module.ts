import { Global, Module } from "@nestjs/common";
import { ArticleAccess } from "./article-access.ts";
import { ArticleImporter } from "./article-importer.ts";
import { ArticleLister } from "./article-list.ts";
import { ArticlesController } from "./articles.controller.ts";
import { ArticlesService } from "./articles.service.ts";
import { CorrectedFileController, CorrectedFileGuard } from "./corrected-file.controller.ts";
import { ReadingPlaces } from "./reading-places.ts";
import { ImportGuard } from "./upload.ts";

@Global()
@Module({
  controllers: [ArticlesController, CorrectedFileController],
  providers: [
    ArticleAccess,
    ArticleImporter,
    ArticleLister,
    ArticlesService,
    CorrectedFileGuard,
    ImportGuard,
    ReadingPlaces,
  ],
  exports: [ArticleAccess],
})
export class ArticlesModule {}
