import { Global, Module } from "@nestjs/common";
import { WorkspaceTies } from "../accounts/workspace-ties.ts";
import { AccessService } from "./access.ts";
import { AccountTies } from "./account-ties.ts";
import { GroupsController } from "./groups.controller.ts";
import { GroupsService } from "./groups.service.ts";
import { InvitationMails } from "./invitation-mails.ts";
import { InvitationRenewal } from "./invitation-renewal.service.ts";
import { InvitationsController } from "./invitations.controller.ts";
import { InvitationsService } from "./invitations.service.ts";
import { JoiningController } from "./joining.controller.ts";
import { Joining } from "./joining.ts";
import { MembersController } from "./members.controller.ts";
import { MembersService } from "./members.service.ts";
import { WorkspacesController } from "./workspaces.controller.ts";
import { WorkspacesService } from "./workspaces.service.ts";

/** Global: every feature to its right asks AccessService first, and accounts ask for their ties. */
@Global()
@Module({
  controllers: [WorkspacesController, MembersController, GroupsController, InvitationsController, JoiningController],
  providers: [
    AccessService,
    GroupsService,
    InvitationMails,
    InvitationRenewal,
    InvitationsService,
    Joining,
    MembersService,
    WorkspacesService,
    { provide: WorkspaceTies, useClass: AccountTies },
  ],
  exports: [AccessService, WorkspacesService, WorkspaceTies],
})
export class WorkspacesModule {}
