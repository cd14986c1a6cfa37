import { Global, Module } from "@nestjs/common";
import { NeighboursService } from "./neighbours.service.ts";
import { OperationsController } from "./operations/operations.controller.ts";
import { PublishingController } from "./publishing/publishing.controller.ts";
import { PublishingService } from "./publishing/publishing.service.ts";
import { DeletionsController } from "./purge/deletions.controller.ts";
import { ErasureController } from "./purge/erasure.controller.ts";
import { ErasureService } from "./purge/erasure.service.ts";
import { PurgeService } from "./purge/purge.service.ts";
import { RoomService } from "./room.service.ts";
import { SyncGateway } from "./sync.gateway.ts";
import { TextController } from "./text.controller.ts";
import { TextVersions } from "./versions/text-versions.service.ts";
import { VersionsController } from "./versions/versions.controller.ts";

/** Takes `DERIVED_WRITER` from a global module. */
@Global()
@Module({
  controllers: [
    OperationsController,
    PublishingController,
    DeletionsController,
    ErasureController,
    TextController,
    VersionsController,
  ],
  providers: [
    RoomService,
    NeighboursService,
    PublishingService,
    PurgeService,
    ErasureService,
    SyncGateway,
    TextVersions,
  ],
  exports: [RoomService],
})
export class SyncModule {}
