import { Global, Module } from "@nestjs/common";
import { APP_GUARD } from "@nestjs/core";
import { AccountService } from "./account.service.ts";
import { AuditLog } from "./audit.ts";
import { AuthController } from "./auth.controller.ts";
import { AuthGuard } from "./auth.guard.ts";
import { MeController } from "./me.controller.ts";
import { PasswordResets } from "./password-resets.ts";
import { Passwords } from "./passwords.ts";
import { ProfileService } from "./profile.service.ts";
import { SessionService } from "./sessions.ts";
import { SignInLinks } from "./sign-in-links.ts";
import { SignInThrottle } from "./sign-in-throttle.ts";

/** Needs `WorkspaceTies` from a global module. */
@Global()
@Module({
  controllers: [AuthController, MeController],
  providers: [
    AccountService,
    AuditLog,
    PasswordResets,
    Passwords,
    ProfileService,
    SessionService,
    SignInLinks,
    SignInThrottle,
    { provide: APP_GUARD, useClass: AuthGuard },
  ],
  exports: [AuditLog, SessionService, SignInLinks],
})
export class AccountsModule {}
