import { Module } from "@nestjs/common";
import { ActivityController } from "./activity.controller.ts";
import { ActivityService } from "./activity.service.ts";
import { AuditController } from "./audit.controller.ts";
import { AuditService } from "./audit.service.ts";

@Module({ controllers: [ActivityController, AuditController], providers: [ActivityService, AuditService] })
export class ActivityModule {}
