import { Module } from "@nestjs/common";
import { LiveGateway } from "./live.gateway.ts";
import { LiveNotices } from "./live-notices.ts";

/** Needs `app.useWebSocketAdapter(new LiveAdapter(app))` before the app starts. */
@Module({ providers: [LiveGateway, LiveNotices], exports: [LiveNotices] })
export class LiveModule {}
