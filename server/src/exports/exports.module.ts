import { Module } from "@nestjs/common";
import { CodebookModule } from "../codebook/codebook.module.ts";
import { ExportsController } from "./exports.controller.ts";
import { ExportsService } from "./exports.service.ts";

@Module({ imports: [CodebookModule], controllers: [ExportsController], providers: [ExportsService] })
export class ExportsModule {}
