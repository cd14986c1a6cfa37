import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from "@nestjs/common";
import {
  type CreateInvitationBody,
  createInvitationBodySchema,
  type Invitation,
  type InviteManyAnswer,
  type InviteManyBody,
  invitationSchema,
  inviteManyAnswerSchema,
  inviteManyBodySchema,
  type ResendBody,
  resendBodySchema,
} from "@postil/shared/schema/invitation";
import { type Page, pageQuerySchema, pageSchema } from "@postil/shared/schema/text-fields";
import type { z } from "zod";
import { CurrentUser } from "../accounts/current-user.ts";
import { ApiRoute } from "../platform/http/api-route.ts";
import { ZodPipe } from "../platform/http/zod.pipe.ts";
import { InvitationRenewal } from "./invitation-renewal.service.ts";
import { InvitationsService } from "./invitations.service.ts";

@Controller("api/workspaces/:workspaceId/invitations")
export class InvitationsController {
  constructor(
    private readonly invitations: InvitationsService,
    private readonly renewal: InvitationRenewal,
  ) {}

  @Get()
  @ApiRoute({
    summary: "Invitations that wait to be accepted",
    description: "Those that have expired too: `expiresAt` says so, and they can be sent again.",
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
    @Body(new ZodPipe(createInvitationBodySchema)) body: CreateInvitationBody,
  ): Promise<Invitation> {
    return this.invitations.create(userId, workspaceId, body);
  }

  @Post("batch")
  @HttpCode(200)
  @ApiRoute({
    summary: "Invite several by a pasted list of addresses",
    description:
      "One result an entry, each invited one with a link of their own; all of them or, with an error, none. Mailed " +
      "where the server sends mail, in the background: the list of invitations says what became of it.",
    body: inviteManyBodySchema,
    answer: inviteManyAnswerSchema,
  })
  createMany(
    @CurrentUser() userId: string,
    @Param("workspaceId") workspaceId: string,
    @Body(new ZodPipe(inviteManyBodySchema)) body: InviteManyBody,
  ): Promise<InviteManyAnswer> {
    return this.invitations.createMany(userId, workspaceId, body);
  }

  @Post(":invitationId/send")
  @HttpCode(200)
  @ApiRoute({
    summary: "Send an invitation again, or make another link to it",
    description: "Earlier links stay good. One that has expired, or would sooner, is renewed for `expiresInDays`.",
    body: resendBodySchema,
    answer: invitationSchema,
  })
  send(
    @CurrentUser() userId: string,
    @Param("workspaceId") workspaceId: string,
    @Param("invitationId") invitationId: string,
    @Body(new ZodPipe(resendBodySchema)) body: ResendBody,
  ): Promise<Invitation> {
    return this.renewal.renew(userId, workspaceId, invitationId, body);
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
