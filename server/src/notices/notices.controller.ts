import { Body, Controller, Get, HttpCode, Post, Put, Query } from "@nestjs/common";
import {
  type NoticeListQuery,
  type NoticeSettings,
  noticeListQuerySchema,
  noticeSchema,
  noticeSettingsSchema,
  type ReadNoticesBody,
  readNoticesBodySchema,
  unreadSchema,
} from "@postil/shared/schema/notice";
import { pageSchema } from "@postil/shared/schema/text-fields";
import { CurrentUser } from "../accounts/current-user.ts";
import { ApiRoute } from "../platform/http/api-route.ts";
import { ZodPipe } from "../platform/http/zod.pipe.ts";
import { NoticeSettingsService } from "./notice-settings.service.ts";
import { NoticeTeller } from "./notice-teller.ts";
import { NoticesService } from "./notices.service.ts";

const LINES =
  "The latest first, gathered by thread or assignment. What the caller may not read any more is left out, and is back when they may.";

@Controller("api/notices")
export class NoticesController {
  constructor(
    private readonly notices: NoticesService,
    private readonly settings: NoticeSettingsService,
    private readonly teller: NoticeTeller,
  ) {}

  @Get()
  @ApiRoute({
    summary: "List one's notices",
    description: LINES,
    query: noticeListQuerySchema,
    answer: pageSchema(noticeSchema),
  })
  list(@CurrentUser() userId: string, @Query(new ZodPipe(noticeListQuerySchema)) query: NoticeListQuery) {
    return this.notices.list(userId, query);
  }

  @Get("unread")
  @ApiRoute({ summary: "Count one's unread notices, up to 100", answer: unreadSchema })
  async unread(@CurrentUser() userId: string) {
    return { unread: await this.notices.unread(userId) };
  }

  @Post("read")
  @HttpCode(200)
  @ApiRoute({
    summary: "Mark notices as read: by id, those of a thread, or all up to a time",
    body: readNoticesBodySchema,
    answer: unreadSchema,
  })
  async read(@CurrentUser() userId: string, @Body(new ZodPipe(readNoticesBodySchema)) body: ReadNoticesBody) {
    await this.notices.read(userId, body);
    await this.teller.tellUser(userId);
    return { unread: await this.notices.unread(userId) };
  }

  @Get("settings")
  @ApiRoute({ summary: "Read what one is told of, and how", answer: noticeSettingsSchema })
  readSettings(@CurrentUser() userId: string) {
    return this.settings.get(userId);
  }

  @Put("settings")
  @ApiRoute({
    summary: "Choose what one is told of, and how",
    body: noticeSettingsSchema,
    answer: noticeSettingsSchema,
  })
  async writeSettings(@CurrentUser() userId: string, @Body(new ZodPipe(noticeSettingsSchema)) body: NoticeSettings) {
    await this.settings.set(userId, body);
    await this.teller.tellUser(userId);
    return this.settings.get(userId);
  }
}
