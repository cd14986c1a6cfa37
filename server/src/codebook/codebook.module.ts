import { Module } from "@nestjs/common";
import { CodebookController } from "./codebook.controller.ts";
import { CodebookService } from "./codebook.service.ts";

@Module({ controllers: [CodebookController], providers: [CodebookService] })
export class CodebookModule {}
