import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Query } from "@nestjs/common";
import { type Page, pageQuerySchema, pageSchema } from "@postil/shared/schema/text-fields";
import {
  changeRoleBodySchema,
  type Member,
  memberSchema,
  removeMemberBodySchema,
} from "@postil/shared/schema/workspace";
import type { z } from "zod";
import { CurrentUser } from "../accounts/current-user.ts";
import { ApiRoute } from "../platform/http/api-route.ts";
import { ZodPipe } from "../platform/http/zod.pipe.ts";
import { MembersService } from "./members.service.ts";

@Controller("api/workspaces/:workspaceId/members")
export class MembersController {
  constructor(private readonly members: MembersService) {}

  @Get()
  @ApiRoute({
    summary: "Members, and those who have left",
    query: pageQuerySchema,
    answer: pageSchema(memberSchema),
  })
  list(
    @CurrentUser() userId: string,
    @Param("workspaceId") workspaceId: string,
    @Query(new ZodPipe(pageQuerySchema)) query: z.infer<typeof pageQuerySchema>,
  ): Promise<Page<Member>> {
    return this.members.list(userId, workspaceId, query);
  }

  @Patch(":actor")
  @ApiRoute({ summary: "Change a member's role", body: changeRoleBodySchema, answer: memberSchema })
  changeRole(
    @CurrentUser() userId: string,
    @Param("workspaceId") workspaceId: string,
    @Param("actor") actor: string,
    @Body(new ZodPipe(changeRoleBodySchema)) body: z.infer<typeof changeRoleBodySchema>,
  ): Promise<Member> {
    return this.members.changeRole(userId, workspaceId, actor, body.role);
  }

  @Delete(":actor")
  @HttpCode(204)
  @ApiRoute({
    summary: "Remove a member, or leave",
    description:
      "The person's work stays: under their name, or under a pseudonym that leads nobody to them. Owners can make a " +
      "pseudonym of somebody who has left before.",
    body: removeMemberBodySchema,
  })
  remove(
    @CurrentUser() userId: string,
    @Param("workspaceId") workspaceId: string,
    @Param("actor") actor: string,
    @Body(new ZodPipe(removeMemberBodySchema)) body: z.infer<typeof removeMemberBodySchema>,
  ): Promise<void> {
    return this.members.remove(userId, workspaceId, actor, body.work);
  }
}
