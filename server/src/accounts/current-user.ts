import { createParamDecorator, type ExecutionContext } from "@nestjs/common";
import type { Request } from "express";
import type { SignedIn } from "./sessions.ts";

/** A request that has passed the AuthGuard; on public routes `signedIn` may be missing. */
export interface AuthenticatedRequest extends Request {
  signedIn?: SignedIn;
}

/** `@CurrentUser() userId: string`: who is signed in. Only on routes that are not public. */
export const CurrentUser = createParamDecorator((_data: unknown, context: ExecutionContext): string => {
  return signedInOf(context).userId;
});

/** `@CurrentSession() session: SignedIn`. Only on routes that are not public. */
export const CurrentSession = createParamDecorator((_data: unknown, context: ExecutionContext): SignedIn => {
  return signedInOf(context);
});

function signedInOf(context: ExecutionContext): SignedIn {
  const { signedIn } = context.switchToHttp().getRequest<AuthenticatedRequest>();
  if (!signedIn) throw new Error("a public route asked who is signed in");
  return signedIn;
}
