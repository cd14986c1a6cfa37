import { Controller, Get, Inject, Logger, Res } from "@nestjs/common";
import { type PublicSettings, publicSettingsSchema } from "@postil/shared/schema/account";
import type { Response } from "express";
import { DataSource } from "typeorm";
import { z } from "zod";
import { CONFIG, type Config } from "../config.ts";
import { DatabaseInfo } from "../database/database-info.ts";
import { Mailer } from "../mail/mailer.ts";
import { Vitals } from "../vitals.ts";
import { ApiRoute } from "./api-route.ts";
import { Public } from "./public.ts";

const healthSchema = z.object({
  status: z.enum(["ok", "unavailable"]),
  database: z.enum(["embedded", "postgresql"]),
  version: z.string(),
  /** How long what is due has waited for its turn in the last seconds, ms. */
  loopDelay: z.object({ mean: z.number(), p99: z.number() }),
  /** Open documents and sockets, up to the next ten: a stranger is not to see one person come or go. */
  rooms: z.int(),
  sockets: z.int(),
  /** Documents that can't be read and wait for somebody to look at them. */
  quarantined: z.int(),
  /** `failing`: the mail server could not be reached, or took nothing, the last time. */
  mail: z.enum(["off", "ok", "failing"]),
});
type Health = z.infer<typeof healthSchema>;

/** Long enough for a busy database, short enough for a health check that asks every few seconds. */
const DATABASE_PATIENCE_MS = 3_000;

@Public()
@Controller("api")
export class HealthController {
  private readonly logger = new Logger("Health");

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly dataSource: DataSource,
    private readonly databaseInfo: DatabaseInfo,
    private readonly vitals: Vitals,
    private readonly mailer: Mailer,
  ) {}

  @Get("health")
  @ApiRoute({ summary: "Whether the server and its database answer; 503 if not", answer: healthSchema, public: true })
  async health(@Res({ passthrough: true }) response: Response): Promise<Health> {
    const ok = await this.databaseAnswers();
    if (!ok) response.status(503);
    const { vitals } = this;
    return {
      status: ok ? "ok" : "unavailable",
      database: this.databaseInfo.kind,
      version: this.config.version,
      loopDelay: vitals.loopDelay(),
      rooms: coarse(vitals.count("rooms")),
      sockets: coarse(vitals.count("sockets")),
      quarantined: vitals.count("quarantined"),
      mail: this.mailer.state,
    };
  }

  @Get("settings")
  @ApiRoute({ summary: "What the pages need to know before sign-in", answer: publicSettingsSchema, public: true })
  settings(): PublicSettings {
    return {
      registration: this.config.registration,
      mail: this.mailer.enabled,
      database: this.databaseInfo.kind,
      version: this.config.version,
    };
  }

  private async databaseAnswers(): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`no answer in ${DATABASE_PATIENCE_MS} ms`)), DATABASE_PATIENCE_MS);
    });
    try {
      await Promise.race([this.dataSource.query("select 1"), late]);
      return true;
    } catch (error) {
      this.logger.error(`The database doesn't answer: ${error instanceof Error ? error.message : String(error)}`);
      return false;
    } finally {
      clearTimeout(timer);
    }
  }
}

function coarse(count: number): number {
  return Math.ceil(count / 10) * 10;
}
