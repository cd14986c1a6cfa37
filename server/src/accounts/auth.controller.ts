import { Body, Controller, HttpCode, Post, Req, Res } from "@nestjs/common";
import {
  type LoginBody,
  linkLoginBodySchema,
  loginBodySchema,
  type Me,
  meSchema,
  type RegisterBody,
  registerBodySchema,
  resetPasswordBodySchema,
} from "@postil/shared/schema/account";
import type { Request, Response } from "express";
import type { z } from "zod";
import { ApiRoute } from "../platform/http/api-route.ts";
import { Public } from "../platform/http/public.ts";
import { ZodPipe } from "../platform/http/zod.pipe.ts";
import { AccountService, type SignInResult, type Visitor } from "./account.service.ts";
import { PasswordResets } from "./password-resets.ts";

@Controller("api/auth")
@Public()
export class AuthController {
  constructor(
    private readonly accounts: AccountService,
    private readonly resets: PasswordResets,
  ) {}

  @Post("register")
  @ApiRoute({
    summary: "Register, and be signed in",
    body: registerBodySchema,
    answer: meSchema,
    status: 201,
    public: true,
  })
  async register(
    @Body(new ZodPipe(registerBodySchema)) body: RegisterBody,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Me> {
    return enter(response, await this.accounts.register(body, visitor(request)));
  }

  @Post("login")
  @HttpCode(200)
  @ApiRoute({ summary: "Sign in", body: loginBodySchema, answer: meSchema, public: true })
  async login(
    @Body(new ZodPipe(loginBodySchema)) body: LoginBody,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Me> {
    return enter(response, await this.accounts.login(body, visitor(request)));
  }

  @Post("link")
  @HttpCode(200)
  @ApiRoute({
    summary: "Sign in as a person of the sample",
    body: linkLoginBodySchema,
    answer: meSchema,
    public: true,
  })
  async link(
    @Body(new ZodPipe(linkLoginBodySchema)) body: z.infer<typeof linkLoginBodySchema>,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<Me> {
    return enter(response, await this.accounts.loginByLink(body.token, visitor(request)));
  }

  @Post("logout")
  @HttpCode(204)
  @ApiRoute({ summary: "Sign out here", status: 204, public: true })
  async logout(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<void> {
    response.append("Set-Cookie", await this.accounts.logout(request.headers.cookie));
  }

  @Post("reset-password")
  @HttpCode(204)
  @ApiRoute({
    summary: "Set a new password by a reset link",
    body: resetPasswordBodySchema,
    status: 204,
    public: true,
  })
  async resetPassword(
    @Body(new ZodPipe(resetPasswordBodySchema)) body: z.infer<typeof resetPasswordBodySchema>,
    @Req() request: Request,
  ): Promise<void> {
    await this.resets.use(body.token, body.password, request.ip);
  }
}

function visitor(request: Request): Visitor {
  return { cookieHeader: request.headers.cookie, address: request.ip };
}

function enter(response: Response, { me, cookie }: SignInResult): Me {
  response.append("Set-Cookie", cookie);
  return me;
}
