import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Put, Query } from "@nestjs/common";
import {
  createGroupBodySchema,
  groupPeopleBodySchema,
  groupSchema,
  type MemberGroup,
  renameGroupBodySchema,
} from "@postil/shared/schema/group";
import { type Page, pageQuerySchema, pageSchema } from "@postil/shared/schema/text-fields";
import type { z } from "zod";
import { CurrentUser } from "../accounts/current-user.ts";
import { ApiRoute } from "../platform/http/api-route.ts";
import { ZodPipe } from "../platform/http/zod.pipe.ts";
import { GroupsService } from "./groups.service.ts";

@Controller("api")
export class GroupsController {
  constructor(private readonly groups: GroupsService) {}

  @Get("workspaces/:workspaceId/groups")
  @ApiRoute({
    summary: "Groups of members, such as sections of a course",
    description: "All for instructors; for members those they are in.",
    query: pageQuerySchema,
    answer: pageSchema(groupSchema),
  })
  list(
    @CurrentUser() userId: string,
    @Param("workspaceId") workspaceId: string,
    @Query(new ZodPipe(pageQuerySchema)) query: z.infer<typeof pageQuerySchema>,
  ): Promise<Page<MemberGroup>> {
    return this.groups.list(userId, workspaceId, query);
  }

  @Post("workspaces/:workspaceId/groups")
  @ApiRoute({ summary: "Make a group", body: createGroupBodySchema, answer: groupSchema, status: 201 })
  create(
    @CurrentUser() userId: string,
    @Param("workspaceId") workspaceId: string,
    @Body(new ZodPipe(createGroupBodySchema)) body: z.infer<typeof createGroupBodySchema>,
  ): Promise<MemberGroup> {
    return this.groups.create(userId, workspaceId, body.name);
  }

  @Patch("groups/:groupId")
  @ApiRoute({ summary: "Rename a group", body: renameGroupBodySchema, answer: groupSchema })
  rename(
    @CurrentUser() userId: string,
    @Param("groupId") groupId: string,
    @Body(new ZodPipe(renameGroupBodySchema)) body: z.infer<typeof renameGroupBodySchema>,
  ): Promise<MemberGroup> {
    return this.groups.rename(userId, groupId, body.name);
  }

  @Put("groups/:groupId/people")
  @ApiRoute({
    summary: "Say who is in a group",
    description:
      "Assignments that ask the group follow until their reveal: who comes in takes part; who leaves it and had begun " +
      "stays, chosen by name; who had not begun takes part no more.",
    body: groupPeopleBodySchema,
    answer: groupSchema,
  })
  setPeople(
    @CurrentUser() userId: string,
    @Param("groupId") groupId: string,
    @Body(new ZodPipe(groupPeopleBodySchema)) body: z.infer<typeof groupPeopleBodySchema>,
  ): Promise<MemberGroup> {
    return this.groups.setPeople(userId, groupId, body.actors);
  }

  @Delete("groups/:groupId")
  @HttpCode(204)
  @ApiRoute({
    summary: "Delete a group",
    description: "In assignments that ask it, those who are in it stay, chosen by name.",
  })
  delete(@CurrentUser() userId: string, @Param("groupId") groupId: string): Promise<void> {
    return this.groups.delete(userId, groupId);
  }
}
