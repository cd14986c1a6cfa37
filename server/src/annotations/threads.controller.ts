import { Controller, Get, Param } from "@nestjs/common";
import { layerReadersAnswerSchema, textHistoryAnswerSchema } from "@postil/shared/schema/thread";
import { CurrentUser } from "../accounts/current-user.ts";
import { ApiRoute } from "../platform/http/api-route.ts";
import { LayerReaders } from "./layer-readers.ts";
import { TextHistory } from "./text-history.ts";

const HISTORY =
  "Newest first; what was typed into a note with pauses under a minute is one version. Of what was deleted only for its author and for who moderates the layer.";

/** What threads need beside the layer's document. */
@Controller("api/layers/:layerId")
export class ThreadsController {
  constructor(
    private readonly readers: LayerReaders,
    private readonly history: TextHistory,
  ) {}

  @Get("readers")
  @ApiRoute({
    summary: "List who may read a layer",
    description: "Whom its notes and comments can mention: all members in the team's layer, oneself in a private one.",
    answer: layerReadersAnswerSchema,
  })
  async listReaders(@CurrentUser() userId: string, @Param("layerId") layerId: string) {
    return { items: await this.readers.list(userId, layerId) };
  }

  @Get("annotations/:annotationId/history")
  @ApiRoute({ summary: "Read what a note read before", description: HISTORY, answer: textHistoryAnswerSchema })
  async noteHistory(
    @CurrentUser() userId: string,
    @Param("layerId") layerId: string,
    @Param("annotationId") annotationId: string,
  ) {
    return { items: await this.history.of(userId, layerId, "note", annotationId) };
  }

  @Get("comments/:commentId/history")
  @ApiRoute({ summary: "Read what a comment read before", description: HISTORY, answer: textHistoryAnswerSchema })
  async commentHistory(
    @CurrentUser() userId: string,
    @Param("layerId") layerId: string,
    @Param("commentId") commentId: string,
  ) {
    return { items: await this.history.of(userId, layerId, "comment", commentId) };
  }
}
