import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from "@nestjs/common";
import { type Page, pageQuerySchema, pageSchema } from "@postil/shared/schema/text-fields";
import {
  createWorkspaceBodySchema,
  deleteWorkspaceBodySchema,
  handOverBodySchema,
  type UpdateWorkspaceBody,
  updateWorkspaceBodySchema,
  type Workspace,
  workspaceSchema,
} from "@postil/shared/schema/workspace";
import type { z } from "zod";
import { CurrentUser } from "../accounts/current-user.ts";
import { ApiRoute } from "../platform/http/api-route.ts";
import { ZodPipe } from "../platform/http/zod.pipe.ts";
import { MembersService } from "./members.service.ts";
import { WorkspacesService } from "./workspaces.service.ts";

@Controller("api/workspaces")
export class WorkspacesController {
  constructor(
    private readonly workspaces: WorkspacesService,
    private readonly members: MembersService,
  ) {}

  @Get()
  @ApiRoute({ summary: "The workspaces one is in", query: pageQuerySchema, answer: pageSchema(workspaceSchema) })
  list(
    @CurrentUser() userId: string,
    @Query(new ZodPipe(pageQuerySchema)) query: z.infer<typeof pageQuerySchema>,
  ): Promise<Page<Workspace>> {
    return this.workspaces.list(userId, query);
  }

  @Post()
  @ApiRoute({
    summary: "Make a workspace and own it",
    body: createWorkspaceBodySchema,
    answer: workspaceSchema,
    status: 201,
  })
  create(
    @CurrentUser() userId: string,
    @Body(new ZodPipe(createWorkspaceBodySchema)) body: z.infer<typeof createWorkspaceBodySchema>,
  ): Promise<Workspace> {
    return this.workspaces.create(userId, body.name);
  }

  @Get(":workspaceId")
  @ApiRoute({ summary: "A workspace", answer: workspaceSchema })
  get(@CurrentUser() userId: string, @Param("workspaceId") workspaceId: string): Promise<Workspace> {
    return this.workspaces.get(userId, workspaceId);
  }

  @Patch(":workspaceId")
  @ApiRoute({
    summary: "Rename a workspace; say who may add tags",
    body: updateWorkspaceBodySchema,
    answer: workspaceSchema,
  })
  update(
    @CurrentUser() userId: string,
    @Param("workspaceId") workspaceId: string,
    @Body(new ZodPipe(updateWorkspaceBodySchema)) body: UpdateWorkspaceBody,
  ): Promise<Workspace> {
    return this.workspaces.update(userId, workspaceId, body);
  }

  @Post(":workspaceId/owner")
  @HttpCode(200)
  @ApiRoute({
    summary: "Hand the workspace over to another member",
    description: "They become an owner and the caller an instructor, both or neither.",
    body: handOverBodySchema,
    answer: workspaceSchema,
  })
  async handOver(
    @CurrentUser() userId: string,
    @Param("workspaceId") workspaceId: string,
    @Body(new ZodPipe(handOverBodySchema)) body: z.infer<typeof handOverBodySchema>,
  ): Promise<Workspace> {
    await this.members.handOver(userId, workspaceId, body.actor);
    return this.workspaces.get(userId, workspaceId);
  }

  @Delete(":workspaceId")
  @HttpCode(204)
  @ApiRoute({ summary: "Delete a workspace with everything in it", body: deleteWorkspaceBodySchema })
  delete(
    @CurrentUser() userId: string,
    @Param("workspaceId") workspaceId: string,
    @Body(new ZodPipe(deleteWorkspaceBodySchema)) body: z.infer<typeof deleteWorkspaceBodySchema>,
  ): Promise<void> {
    return this.workspaces.delete(userId, workspaceId, body.confirm);
  }
}
