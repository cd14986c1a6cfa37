import { type DynamicModule, Global, Module } from "@nestjs/common";
import { DiscoveryModule } from "@nestjs/core";
import { DataSource } from "typeorm";
import { CONFIG, type Config } from "./config.ts";
import { DatabaseInfo } from "./database/database-info.ts";
import { Locks } from "./database/locks.ts";
import { Events } from "./events.ts";
import { DocsController } from "./http/docs.controller.ts";
import { HealthController } from "./http/health.controller.ts";
import { Mailer } from "./mail/mailer.ts";
import { Sandbox } from "./sandbox/sandbox.ts";
import { UpgradeRouter } from "./upgrades.ts";
import { Vitals } from "./vitals.ts";

export interface PlatformParts {
  config: Config;
  dataSource: DataSource;
  databaseInfo: DatabaseInfo;
}

/** What every feature may inject: CONFIG, DataSource, DatabaseInfo, Locks, Events, Mailer, Sandbox, UpgradeRouter, Vitals. */
@Global()
@Module({})
export class PlatformModule {
  static forRoot(parts: PlatformParts): DynamicModule {
    const shared = [
      { provide: CONFIG, useValue: parts.config },
      { provide: DataSource, useValue: parts.dataSource },
      { provide: DatabaseInfo, useValue: parts.databaseInfo },
      Locks,
      Events,
      Mailer,
      Sandbox,
      UpgradeRouter,
      Vitals,
    ];
    return {
      module: PlatformModule,
      imports: [DiscoveryModule],
      controllers: [HealthController, DocsController],
      providers: shared,
      exports: [CONFIG, DataSource, DatabaseInfo, Locks, Events, Mailer, Sandbox, UpgradeRouter, Vitals],
    };
  }
}
