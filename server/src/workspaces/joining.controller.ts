import { Controller, Get, HttpCode, Param, Post, Req } from "@nestjs/common";
import { type InvitationPreview, invitationPreviewSchema } from "@postil/shared/schema/invitation";
import { type Workspace, workspaceSchema } from "@postil/shared/schema/workspace";
import type { Request } from "express";
import { CurrentUser } from "../accounts/current-user.ts";
import { ApiRoute } from "../platform/http/api-route.ts";
import { Public } from "../platform/http/public.ts";
import { Joining } from "./joining.ts";

@Controller("api/invitations/:token")
export class JoiningController {
  constructor(private readonly joining: Joining) {}

  @Get()
  @Public()
  @ApiRoute({
    summary: "What an invitation link offers",
    tags: ["invitations"],
    answer: invitationPreviewSchema,
    public: true,
  })
  preview(@Param("token") token: string, @Req() request: Request): Promise<InvitationPreview> {
    return this.joining.preview(token, request.headers.cookie);
  }

  @Post("accept")
  @HttpCode(200)
  @ApiRoute({ summary: "Accept an invitation", tags: ["invitations"], answer: workspaceSchema })
  accept(@CurrentUser() userId: string, @Param("token") token: string): Promise<Workspace> {
    return this.joining.accept(userId, token);
  }
}
