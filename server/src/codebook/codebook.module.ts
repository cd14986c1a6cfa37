import { Module } from "@nestjs/common";
import { CodebookController } from "./codebook.controller.ts";
import { CodebookService } from "./codebook.service.ts";
import { CodebookFilesController } from "./codebook-files.controller.ts";
import { CodebookSession } from "./codebook-session.ts";
import { CodebookFilesService } from "./files.service.ts";
import { HistoryController } from "./history.controller.ts";
import { HistoryService } from "./history.service.ts";
import { RefusalsController } from "./refusals.controller.ts";
import { RefusalsService } from "./refusals.service.ts";

@Module({
  controllers: [CodebookController, HistoryController, CodebookFilesController, RefusalsController],
  providers: [CodebookSession, CodebookService, HistoryService, CodebookFilesService, RefusalsService],
  exports: [CodebookFilesService],
})
export class CodebookModule {}
