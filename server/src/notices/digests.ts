import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
  type OnModuleDestroy,
} from "@nestjs/common";
import type { Notice } from "@postil/shared/schema/notice";
import { DataSource } from "typeorm";
import { CONFIG, type Config } from "../platform/config.ts";
import { type Mail, MailError, Mailer } from "../platform/mail/mailer.ts";
import { digestText, MOST_LINES } from "./digest-text.ts";
import { NoticesService } from "./notices.service.ts";

/** Between two looks for who is to get a mail, ms. */
const LOOK_EVERY_MS = 30_000;
/** People written to in one look, the longest waiting first. */
const BATCH = 100;

const WAITS = "n.read_at is null and n.mailed_at is null";

interface Claimed {
  userId: string;
  mail: Mail;
  /** Notices that the mail tells of. */
  ids: string[];
}

/**
 * Writes each person who asked for it at most one mail an hour, or a day, of what they have not read. A notice goes into
 * one mail at most: it is marked before the mail is handed over, and the mark is taken back only when the mail server has
 * certainly not taken it. So a crash in between costs a mail, and never doubles one; the bell has it still.
 */
@Injectable()
export class Digests implements OnApplicationBootstrap, OnModuleDestroy, OnApplicationShutdown {
  private readonly logger = new Logger("Mail");
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(
    private readonly dataSource: DataSource,
    private readonly mailer: Mailer,
    private readonly notices: NoticesService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  onApplicationBootstrap(): void {
    if (!this.mailer.enabled) return;
    this.timer = setInterval(() => void this.look(), LOOK_EVERY_MS).unref();
  }

  onModuleDestroy(): void {
    this.stopped = true;
    clearInterval(this.timer);
  }

  /** A mail that is being sent is broken off by the mailer, and tried again by whoever starts next if it was not taken. */
  async onApplicationShutdown(): Promise<void> {
    await this.looking;
  }

  /** Sends what is due. Resolves when it has, whether or not it could. */
  look(): Promise<void> {
    this.looking = this.looking
      .then(() => this.sendDue())
      .catch((error: unknown) => {
        if (this.stopped) return;
        this.logger.warn(`digests can't be looked up: ${error instanceof Error ? error.message : String(error)}`);
      });
    return this.looking;
  }

  private async sendDue(): Promise<void> {
    if (this.stopped || !this.mailer.enabled) return;
    const due: { userId: string }[] = await this.dataSource.query(
      `select g.user_id as "userId" from notice_mail g
        where ${IS_DUE} and exists (select 1 from notice n where n.user_id = g.user_id and ${WAITS})
        order by g.mailed_at nulls first limit ${BATCH}`,
    );
    for (const { userId } of due) {
      if (this.stopped) return;
      const claimed = await this.claim(userId);
      if (claimed && !(await this.send(claimed))) return;
    }
  }

  /** Of several servers one marks them. null: nothing to write to this person, or another one does. */
  private claim(userId: string): Promise<Claimed | null> {
    return this.dataSource.transaction(async (manager) => {
      const [to] = await manager.query<{ address: string; unsubscribe: string }[]>(
        `select u.email as address, g.unsubscribe from notice_mail g join app_user u on u.id = g.user_id
          where g.user_id = $1 and ${IS_DUE} for update of g skip locked`,
        [userId],
      );
      if (!to) return null;
      const which = { channel: "mail" as const, where: WAITS, values: [], limit: MOST_LINES + 1 };
      const lines = await this.notices.lines(manager, userId, which);
      if (lines.length === 0) return null;
      const ids = await this.notices.gathered(manager, userId, lines);
      await manager.query("update notice set mailed_at = now() where id = any($1::text[])", [ids]);
      await manager.query("update notice_mail set mailed_at = now(), try_after = null where user_id = $1", [userId]);
      return { userId, ids, mail: this.mail(to, lines) };
    });
  }

  private mail(to: { address: string; unsubscribe: string }, lines: readonly Notice[]): Mail {
    const { origin } = this.config;
    const unsubscribe = `${origin}/api/notices/unsubscribe/${to.unsubscribe}`;
    const more = lines.length > MOST_LINES;
    return {
      to: to.address,
      ...digestText(lines.slice(0, MOST_LINES), { origin, unsubscribe, more }),
      headers: {
        // RFC 8058: mail programs ask for it by a POST, without opening anything.
        "List-Unsubscribe": `<${unsubscribe}>`,
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",
      },
    };
  }

  /** Answers whether it is worth going on: not when the mail server is away. */
  private async send({ userId, ids, mail }: Claimed): Promise<boolean> {
    try {
      await this.mailer.send(mail);
      await this.dataSource.query("update notice_mail set failures = 0 where user_id = $1", [userId]);
      return true;
    } catch (error) {
      if (!(error instanceof MailError)) throw error;
      // Whoever is never taken is not written to for a day; what may have been taken is not sent again.
      const again = error.notTaken && !error.permanent;
      await this.dataSource.transaction(async (manager) => {
        if (again) await manager.query("update notice set mailed_at = null where id = any($1::text[])", [ids]);
        await manager.query(
          `update notice_mail set failures = failures + 1, mailed_at = case when $2 then null else mailed_at end,
                  try_after = now() + case when $3 then interval '1 day'
                    else least(interval '1 hour', interval '1 minute' * power(2, least(failures, 10))) end
            where user_id = $1`,
          [userId, again, error.permanent],
        );
      });
      return this.mailer.state === "ok";
    }
  }
}

const IS_DUE = `g.digest <> 'never' and (g.try_after is null or g.try_after <= now()) and (g.mailed_at is null
  or g.mailed_at <= now() - case g.digest when 'hourly' then interval '1 hour' else interval '1 day' end)`;
