import { Global, Module } from "@nestjs/common";
import { DERIVED_WRITER } from "../sync/derived-writer.ts";
import { AnnotationScopes } from "./annotation-scopes.ts";
import { AnnotationsController } from "./annotations.controller.ts";
import { AnnotationsService } from "./annotations.service.ts";
import { LayerDerivedWriter } from "./derived-writer.ts";
import { LayerReaders } from "./layer-readers.ts";
import { StalePlaces } from "./stale-places.ts";
import { TextHistory } from "./text-history.ts";
import { ThreadsController } from "./threads.controller.ts";

/** Global: the sync core, which stands to its left, asks for the writer of its rows. */
@Global()
@Module({
  controllers: [AnnotationsController, ThreadsController],
  providers: [
    AnnotationScopes,
    AnnotationsService,
    LayerReaders,
    StalePlaces,
    TextHistory,
    { provide: DERIVED_WRITER, useClass: LayerDerivedWriter },
  ],
  exports: [AnnotationScopes, StalePlaces, DERIVED_WRITER],
})
export class AnnotationsModule {}
