import { Global, Module } from "@nestjs/common";
import { JobService } from "./job.service.ts";
import { JobsController } from "./jobs.controller.ts";

/** Global: whatever takes longer than a request is a job. */
@Global()
@Module({ controllers: [JobsController], providers: [JobService], exports: [JobService] })
export class JobsModule {}
