import { Module } from "@nestjs/common";
import { LiveModule } from "../live/live.module.ts";
import { Digests } from "./digests.ts";
import { NoticeMaker } from "./notice-maker.ts";
import { NoticeSettingsService } from "./notice-settings.service.ts";
import { NoticeTeller } from "./notice-teller.ts";
import { NoticesController } from "./notices.controller.ts";
import { NoticesService } from "./notices.service.ts";
import { UnsubscribeController } from "./unsubscribe.controller.ts";

@Module({
  imports: [LiveModule],
  controllers: [NoticesController, UnsubscribeController],
  providers: [Digests, NoticeMaker, NoticeSettingsService, NoticesService, NoticeTeller],
})
export class NoticesModule {}
