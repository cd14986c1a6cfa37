import { Global, Module } from "@nestjs/common";
import { DERIVED_WRITER } from "../sync/derived-writer.ts";
import { AnnotationScopes } from "./annotation-scopes.ts";
import { AnnotationsController } from "./annotations.controller.ts";
import { AnnotationsService } from "./annotations.service.ts";
import { LayerDerivedWriter } from "./derived-writer.ts";
import { StalePlaces } from "./stale-places.ts";

/** Global: the sync core, which stands to its left, asks for the writer of its rows. */
@Global()
@Module({
  controllers: [AnnotationsController],
  providers: [
    AnnotationScopes,
    AnnotationsService,
    StalePlaces,
    { provide: DERIVED_WRITER, useClass: LayerDerivedWriter },
  ],
  exports: [AnnotationScopes, StalePlaces, DERIVED_WRITER],
})
export class AnnotationsModule {}
