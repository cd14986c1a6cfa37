import { Global, Module } from "@nestjs/common";
import { NeighboursService } from "./neighbours.service.ts";
import { OperationsController } from "./operations/operations.controller.ts";
import { PublishingController } from "./publishing/publishing.controller.ts";
import { PublishingService } from "./publishing/publishing.service.ts";
import { RoomService } from "./room.service.ts";
import { SyncGateway } from "./sync.gateway.ts";
import { TextController } from "./text.controller.ts";

/** Takes `DERIVED_WRITER` from a global module. */
@Global()
@Module({
  controllers: [OperationsController, PublishingController, TextController],
  providers: [RoomService, NeighboursService, PublishingService, SyncGateway],
  exports: [RoomService],
})
export class SyncModule {}
