import { type CanActivate, type ExecutionContext, Injectable } from "@nestjs/common";
import { Reflector } from "@nestjs/core";
import type { Response } from "express";
import { unauthenticated } from "../platform/errors.ts";
import { IS_PUBLIC } from "../platform/http/public.ts";
import type { AuthenticatedRequest } from "./current-user.ts";
import { SessionService } from "./sessions.ts";

/** Stands before every HTTP route: only signed-in people pass, but where the route is marked `@Public()`. */
@Injectable()
export class AuthGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly sessions: SessionService,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    // Sockets are authenticated at their upgrade.
    if (context.getType() !== "http") return true;
    if (this.reflector.getAllAndOverride<boolean>(IS_PUBLIC, [context.getHandler(), context.getClass()])) return true;
    const http = context.switchToHttp();
    const request = http.getRequest<AuthenticatedRequest>();
    const authenticated = await this.sessions.authenticate(request.headers.cookie);
    if (!authenticated) throw unauthenticated();
    request.signedIn = authenticated.signedIn;
    if (authenticated.cookie) http.getResponse<Response>().append("Set-Cookie", authenticated.cookie);
    return true;
  }
}
