import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from "@nestjs/common";
import { type Page, pageQuerySchema, pageSchema } from "@postil/shared/schema/text-fields";
import { createInvitationBodySchema, type Invitation, invitationSchema } from "@postil/shared/schema/workspace";
import type { z } from "zod";
import { CurrentUser } from "../accounts/current-user.ts";
import { ApiRoute } from "../platform/http/api-route.ts";
import { ZodPipe } from "../platform/http/zod.pipe.ts";
import { InvitationsService } from "./invitations.service.ts";

@Controller("api/workspaces/:workspaceId/invitations")
export class InvitationsController {
  constructor(private readonly invitations: InvitationsService) {}

  @Get()
  @ApiRoute({
    summary: "Invitations that wait to be accepted",
    query: pageQuerySchema,
    answer: pageSchema(invitationSchema),
  })
  list(
    @CurrentUser() userId: string,
    @Param("workspaceId") workspaceId: string,
    @Query(new ZodPipe(pageQuerySchema)) query: z.infer<typeof pageQuerySchema>,
  ): Promise<Page<Invitation>> {
    return this.invitations.list(userId, workspaceId, query);
  }

  @Post()
  @ApiRoute({
    summary: "Invite somebody by link",
    description: "The token and its url stand in this answer only: the server keeps their hash.",
    body: createInvitationBodySchema,
    answer: invitationSchema,
    status: 201,
  })
  create(
    @CurrentUser() userId: string,
    @Param("workspaceId") workspaceId: string,
    @Body(new ZodPipe(createInvitationBodySchema)) body: z.infer<typeof createInvitationBodySchema>,
  ): Promise<Invitation> {
    return this.invitations.create(userId, workspaceId, body);
  }

  @Delete(":invitationId")
  @HttpCode(204)
  @ApiRoute({ summary: "Revoke an invitation" })
  revoke(
    @CurrentUser() userId: string,
    @Param("workspaceId") workspaceId: string,
    @Param("invitationId") invitationId: string,
  ): Promise<void> {
    return this.invitations.revoke(userId, workspaceId, invitationId);
  }
}
