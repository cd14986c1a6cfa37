import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query, Res } from "@nestjs/common";
import { bundleSchema } from "@postil/shared/schema/annotation-query";
import {
  type AssignmentFields,
  assignmentEventSchema,
  assignmentSchema,
  assignmentSummarySchema,
  createAssignmentBodySchema,
  extendBodySchema,
  gridSchema,
  pseudonymSchema,
  type UpdateAssignmentBody,
  updateAssignmentBodySchema,
} from "@postil/shared/schema/assignment";
import { idSchema } from "@postil/shared/schema/ids";
import { pageQuerySchema, pageSchema } from "@postil/shared/schema/text-fields";
import type { Response } from "express";
import { z } from "zod";
import { CurrentUser } from "../accounts/current-user.ts";
import { ApiRoute } from "../platform/http/api-route.ts";
import { sendFile } from "../platform/http/send-csv.ts";
import { ZodPipe } from "../platform/http/zod.pipe.ts";
import { AssignmentLog } from "./assignment-log.ts";
import { AssignmentsService } from "./assignments.service.ts";
import { GridService } from "./grid.service.ts";
import { PseudonymsService } from "./pseudonyms.service.ts";
import { SubmissionsService } from "./submissions.service.ts";

const listQuerySchema = pageQuerySchema.extend({
  /** Those that were deleted, for instructors. */
  deleted: z
    .enum(["0", "1"])
    .default("0")
    .transform((value) => value === "1"),
});
/** `group`: only who is in this one. */
const gridQuerySchema = z.object({ group: idSchema.optional() });
const csvQuerySchema = gridQuerySchema.extend({
  bom: z.enum(["0", "1"]).default("1"),
  raw: z.enum(["0", "1"]).default("0"),
  /** What people are called who write under another name: by either, or by both side by side. */
  names: z.enum(["names", "pseudonyms", "both"]).default("both"),
  bundle: bundleSchema,
});

@Controller("api")
export class AssignmentsController {
  constructor(
    private readonly assignments: AssignmentsService,
    private readonly submissions: SubmissionsService,
    private readonly grids: GridService,
    private readonly pseudonyms: PseudonymsService,
    private readonly events: AssignmentLog,
  ) {}

  @Get("workspaces/:workspaceId/assignments")
  @ApiRoute({
    summary: "List assignments",
    description: "Newest first: all for instructors; for members the published ones that they take part in.",
    query: listQuerySchema,
    answer: pageSchema(assignmentSummarySchema),
  })
  list(
    @CurrentUser() userId: string,
    @Param("workspaceId") workspaceId: string,
    @Query(new ZodPipe(listQuerySchema)) query: z.output<typeof listQuerySchema>,
  ) {
    return this.assignments.list(userId, workspaceId, query);
  }

  @Post("workspaces/:workspaceId/assignments")
  @ApiRoute({
    summary: "Make an assignment, as a draft",
    body: createAssignmentBodySchema,
    answer: assignmentSchema,
    status: 201,
  })
  create(
    @CurrentUser() userId: string,
    @Param("workspaceId") workspaceId: string,
    @Body(new ZodPipe(createAssignmentBodySchema)) body: AssignmentFields,
  ) {
    return this.assignments.create(userId, workspaceId, body);
  }

  @Get("workspaces/:workspaceId/pseudonyms")
  @ApiRoute({
    summary: "Who writes under another name",
    description: "Those whose layers the caller may read. Instructors learn which member it is.",
    answer: z.object({ items: z.array(pseudonymSchema) }),
    tags: ["assignments"],
  })
  async pseudonymsOf(@CurrentUser() userId: string, @Param("workspaceId") workspaceId: string) {
    return { items: await this.pseudonyms.list(userId, workspaceId) };
  }

  @Get("assignments/:assignmentId")
  @ApiRoute({ summary: "One assignment, with how far the caller is", answer: assignmentSchema })
  one(@CurrentUser() userId: string, @Param("assignmentId") id: string) {
    return this.assignments.one(userId, id);
  }

  @Patch("assignments/:assignmentId")
  @ApiRoute({ summary: "Change an assignment", body: updateAssignmentBodySchema, answer: assignmentSchema })
  update(
    @CurrentUser() userId: string,
    @Param("assignmentId") id: string,
    @Body(new ZodPipe(updateAssignmentBodySchema)) body: UpdateAssignmentBody,
  ) {
    return this.assignments.update(userId, id, body);
  }

  @Delete("assignments/:assignmentId")
  @HttpCode(204)
  @ApiRoute({
    summary: "Delete an assignment",
    description: "A draft is gone. Of a published one all work stays and can be read by who could read it.",
  })
  delete(@CurrentUser() userId: string, @Param("assignmentId") id: string) {
    return this.assignments.delete(userId, id);
  }

  @Post("assignments/:assignmentId/restore")
  @HttpCode(200)
  @ApiRoute({ summary: "Bring a deleted assignment back", answer: assignmentSchema })
  restore(@CurrentUser() userId: string, @Param("assignmentId") id: string) {
    return this.assignments.restore(userId, id);
  }

  @Post("assignments/:assignmentId/publish")
  @HttpCode(200)
  @ApiRoute({ summary: "Let its people see it", answer: assignmentSchema })
  publish(@CurrentUser() userId: string, @Param("assignmentId") id: string) {
    return this.assignments.publish(userId, id);
  }

  @Post("assignments/:assignmentId/submit")
  @HttpCode(200)
  @ApiRoute({ summary: "Submit one's own work", answer: assignmentSchema })
  submit(@CurrentUser() userId: string, @Param("assignmentId") id: string) {
    return this.submissions.submit(userId, id);
  }

  @Post("assignments/:assignmentId/take-back")
  @HttpCode(200)
  @ApiRoute({
    summary: "Take back what was submitted",
    description: "Before it is due, and before others' work has opened to the caller; 409 `cannot_take_back` after.",
    answer: assignmentSchema,
  })
  takeBack(@CurrentUser() userId: string, @Param("assignmentId") id: string) {
    return this.submissions.takeBack(userId, id);
  }

  @Post("assignments/:assignmentId/reveal")
  @HttpCode(200)
  @ApiRoute({
    summary: "Open blind layers to one another, for good",
    description: "What was not submitted opens too. Asked again, nothing changes.",
    answer: assignmentSchema,
  })
  reveal(@CurrentUser() userId: string, @Param("assignmentId") id: string) {
    return this.submissions.reveal(userId, id);
  }

  @Post("assignments/:assignmentId/remind")
  @HttpCode(204)
  @ApiRoute({ summary: "Remind those who have not submitted" })
  remind(@CurrentUser() userId: string, @Param("assignmentId") id: string) {
    return this.submissions.remind(userId, id);
  }

  @Patch("assignments/:assignmentId/people/:actor")
  @ApiRoute({ summary: "Extend it for one person", body: extendBodySchema, answer: assignmentSchema })
  extend(
    @CurrentUser() userId: string,
    @Param("assignmentId") id: string,
    @Param("actor") actor: string,
    @Body(new ZodPipe(extendBodySchema)) body: z.output<typeof extendBodySchema>,
  ) {
    return this.submissions.extend(userId, id, actor, body.extendedUntil);
  }

  @Get("assignments/:assignmentId/log")
  @ApiRoute({
    summary: "What was done to it, by whom and when, for instructors",
    query: pageQuerySchema,
    answer: pageSchema(assignmentEventSchema),
  })
  log(
    @CurrentUser() userId: string,
    @Param("assignmentId") id: string,
    @Query(new ZodPipe(pageQuerySchema)) query: z.output<typeof pageQuerySchema>,
  ) {
    return this.events.list(userId, id, query);
  }

  @Get("assignments/:assignmentId/grid")
  @ApiRoute({ summary: "Who has done what, for instructors", query: gridQuerySchema, answer: gridSchema })
  grid(
    @CurrentUser() userId: string,
    @Param("assignmentId") id: string,
    @Query(new ZodPipe(gridQuerySchema)) query: z.output<typeof gridQuerySchema>,
  ) {
    return this.grids.grid(userId, id, query.group);
  }

  @Get("assignments/:assignmentId/grid.csv")
  @ApiRoute({
    summary: "The same as CSV",
    description: "`bundle=1` gives a zip that says what the columns hold, too.",
    query: csvQuerySchema,
    contentType: "text/csv",
  })
  async csv(
    @CurrentUser() userId: string,
    @Param("assignmentId") id: string,
    @Query(new ZodPipe(csvQuerySchema)) query: z.output<typeof csvQuerySchema>,
    @Res() response: Response,
  ): Promise<void> {
    await sendFile(await this.grids.file(userId, id, query, query.bundle === "1"), response);
  }
}
