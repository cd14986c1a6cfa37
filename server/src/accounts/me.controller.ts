import { Body, Controller, Delete, Get, HttpCode, Patch, Post, Req, Res } from "@nestjs/common";
import {
  changePasswordBodySchema,
  type DeleteMeBody,
  deleteMeBodySchema,
  type Me,
  meSchema,
  updateMeBodySchema,
} from "@postil/shared/schema/account";
import type { Request, Response } from "express";
import type { z } from "zod";
import { ApiRoute } from "../platform/http/api-route.ts";
import { ZodPipe } from "../platform/http/zod.pipe.ts";
import { CurrentSession, CurrentUser } from "./current-user.ts";
import { ProfileService } from "./profile.service.ts";
import type { SignedIn } from "./sessions.ts";

@Controller("api/auth")
export class MeController {
  constructor(private readonly profile: ProfileService) {}

  @Get("me")
  @ApiRoute({ summary: "Who is signed in", answer: meSchema })
  me(@CurrentUser() userId: string): Promise<Me> {
    return this.profile.me(userId);
  }

  @Patch("me")
  @ApiRoute({ summary: "Change one's name", body: updateMeBodySchema, answer: meSchema })
  rename(
    @CurrentUser() userId: string,
    @Body(new ZodPipe(updateMeBodySchema)) body: z.infer<typeof updateMeBodySchema>,
  ): Promise<Me> {
    return this.profile.rename(userId, body.name);
  }

  @Post("password")
  @HttpCode(204)
  @ApiRoute({ summary: "Change one's password and sign out everywhere else", body: changePasswordBodySchema })
  changePassword(
    @CurrentSession() session: SignedIn,
    @Body(new ZodPipe(changePasswordBodySchema)) body: z.infer<typeof changePasswordBodySchema>,
    @Req() request: Request,
  ): Promise<void> {
    return this.profile.changePassword(session, body.currentPassword, body.newPassword, request.ip);
  }

  @Delete("me")
  @HttpCode(204)
  @ApiRoute({ summary: "Delete one's account", body: deleteMeBodySchema })
  async delete(
    @CurrentUser() userId: string,
    @Body(new ZodPipe(deleteMeBodySchema)) body: DeleteMeBody,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    response.append("Set-Cookie", await this.profile.deleteAccount(userId, body, request.ip));
  }
}
