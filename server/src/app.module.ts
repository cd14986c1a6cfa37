import { type DynamicModule, Module } from "@nestjs/common";
import { AccountsModule } from "./accounts/accounts.module.ts";
import { ActivityModule } from "./activity/activity.module.ts";
import { AnnotationsModule } from "./annotations/annotations.module.ts";
import { ArticlesModule } from "./articles/articles.module.ts";
import { AssignmentsModule } from "./assignments/assignments.module.ts";
import { CodebookModule } from "./codebook/codebook.module.ts";
import { ExportsModule } from "./exports/exports.module.ts";
import { JobsModule } from "./jobs/jobs.module.ts";
import { LiveModule } from "./live/live.module.ts";
import { NoticesModule } from "./notices/notices.module.ts";
import { PlatformModule, type PlatformParts } from "./platform/platform.module.ts";
import { COMPACTION_OPTIONS, type CompactionOptions } from "./sync/compaction/compaction-options.ts";
import { SyncModule } from "./sync/sync.module.ts";
import { WorkspacesModule } from "./workspaces/workspaces.module.ts";

/** The features, from left to right. */
const features: (new () => object)[] = [
  AccountsModule,
  WorkspacesModule,
  JobsModule,
  CodebookModule,
  ArticlesModule,
  SyncModule,
  AnnotationsModule,
  AssignmentsModule,
  ExportsModule,
  ActivityModule,
  LiveModule,
  NoticesModule,
];

@Module({})
export class AppModule {
  static forRoot(parts: PlatformParts, compaction: CompactionOptions): DynamicModule {
    return {
      module: AppModule,
      global: true,
      imports: [PlatformModule.forRoot(parts), ...features],
      providers: [{ provide: COMPACTION_OPTIONS, useValue: compaction }],
      exports: [COMPACTION_OPTIONS],
    };
  }
}
