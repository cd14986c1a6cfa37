import { Global, Module } from "@nestjs/common";
import { AssignmentLayers } from "../articles/assignment-layers.ts";
import { GroupUses } from "../workspaces/group-uses.ts";
import { AssignmentAccess } from "./assignment-access.ts";
import { AssignmentDetails } from "./assignment-details.ts";
import { AssignmentListener } from "./assignment-listener.ts";
import { AssignmentLog } from "./assignment-log.ts";
import { AssignmentNews } from "./assignment-news.ts";
import { AssignmentWrites } from "./assignment-writes.ts";
import { AssignmentsController } from "./assignments.controller.ts";
import { AssignmentsService } from "./assignments.service.ts";
import { BlindLayers } from "./blind-layers.ts";
import { GridService } from "./grid.service.ts";
import { GroupPeople } from "./group-people.ts";
import { MyAssignmentsController } from "./my-assignments.controller.ts";
import { MyAssignments } from "./my-assignments.ts";
import { PseudonymsService } from "./pseudonyms.service.ts";
import { Reveals } from "./reveals.ts";
import { SubmissionsService } from "./submissions.service.ts";

/** Global: articles and workspaces, which stand to the left, ask for assignments' layers and people. */
@Global()
@Module({
  controllers: [AssignmentsController, MyAssignmentsController],
  providers: [
    AssignmentAccess,
    AssignmentDetails,
    AssignmentListener,
    AssignmentLog,
    AssignmentNews,
    AssignmentsService,
    AssignmentWrites,
    GridService,
    MyAssignments,
    PseudonymsService,
    Reveals,
    SubmissionsService,
    { provide: AssignmentLayers, useClass: BlindLayers },
    { provide: GroupUses, useClass: GroupPeople },
  ],
  exports: [AssignmentLayers, GroupUses],
})
export class AssignmentsModule {}
