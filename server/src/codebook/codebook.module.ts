import { Module } from "@nestjs/common";
import { CodebookController } from "./codebook.controller.ts";
import { CodebookService } from "./codebook.service.ts";
import { CodebookSession } from "./codebook-session.ts";

@Module({ controllers: [CodebookController], providers: [CodebookSession, CodebookService] })
export class CodebookModule {}
