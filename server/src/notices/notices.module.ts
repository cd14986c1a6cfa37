import { Module } from "@nestjs/common";
import { LiveModule } from "../live/live.module.ts";
import { NoticeMaker } from "./notice-maker.ts";
import { NoticeSettingsService } from "./notice-settings.service.ts";
import { NoticeTeller } from "./notice-teller.ts";
import { NoticesController } from "./notices.controller.ts";
import { NoticesService } from "./notices.service.ts";

@Module({
  imports: [LiveModule],
  controllers: [NoticesController],
  providers: [NoticeMaker, NoticeSettingsService, NoticesService, NoticeTeller],
})
export class NoticesModule {}
