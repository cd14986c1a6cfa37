import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
  type OnModuleDestroy,
} from "@nestjs/common";
import { MAX_INVITATIONS_MAILED_A_DAY } from "@postil/shared/schema/invitation";
import type { Role } from "@postil/shared/schema/role";
import { DataSource, EntityManager } from "typeorm";
import { hashSecret, newSecret } from "../accounts/secret.ts";
import { CONFIG, type Config } from "../platform/config.ts";
import { tooMany } from "../platform/errors.ts";
import { Events } from "../platform/events.ts";
import { MailError, Mailer } from "../platform/mail/mailer.ts";
import { invitationMail } from "./invitation-mail-text.ts";

/** How often it is looked for mails that another server took and didn't send, ms. */
const LOOK_MS = 60_000;

interface Claimed {
  id: string;
  workspaceId: string;
  email: string;
  name: string | null;
  role: Role;
  expiresAt: Date;
  workspace: string;
  invitedBy: string;
}

/**
 * Sends the invitations that wait to be mailed, one after another, while whoever made them goes on. What waits stands in
 * the database: a restart loses none, and of several servers one takes each. Every mail has a link of its own, so that
 * no token has to be kept until then; an earlier link stays good.
 */
@Injectable()
export class InvitationMails implements OnApplicationBootstrap, OnModuleDestroy, OnApplicationShutdown {
  private readonly logger = new Logger("Invitations");
  private timer: NodeJS.Timeout | undefined;
  private sending: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(
    private readonly dataSource: DataSource,
    private readonly mailer: Mailer,
    private readonly events: Events,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  get enabled(): boolean {
    return this.mailer.enabled;
  }

  onApplicationBootstrap(): void {
    if (!this.enabled) return;
    this.timer = setInterval(() => this.poke(), LOOK_MS).unref();
    this.poke();
  }

  onModuleDestroy(): void {
    this.stopped = true;
    clearInterval(this.timer);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.sending;
  }

  /** Sends what waits. Returns at once. */
  poke(): void {
    if (!this.enabled) return;
    this.sending = this.sending
      .then(() => this.sendAll())
      .catch((error: unknown) => {
        this.logger.warn(`invitations can't be mailed: ${error instanceof Error ? error.message : error}`);
      });
  }

  /**
   * Counts what somebody is about to mail; 429 when it would be more in a day than others' mail servers put up with.
   * Kept apart from the invitations: the same one can be mailed often, and a workspace be deleted. Their requests take
   * turns, or each of several would find the same room.
   */
  async takeRoom(manager: EntityManager, userId: string, more: number): Promise<void> {
    if (more === 0) return;
    await manager.query("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", [`mailing/${userId}`]);
    await manager.query("DELETE FROM invitation_mailing WHERE user_id = $1 AND at < now() - interval '1 day'", [
      userId,
    ]);
    const rows: { count: number }[] = await manager.query(
      "SELECT coalesce(sum(count), 0)::int AS count FROM invitation_mailing WHERE user_id = $1",
      [userId],
    );
    const room = MAX_INVITATIONS_MAILED_A_DAY - (rows[0]?.count ?? 0);
    if (more <= room) {
      await manager.query("INSERT INTO invitation_mailing (user_id, count) VALUES ($1, $2)", [userId, more]);
      return;
    }
    const left = room > 0 ? `${room} more today` : "no more today";
    throw tooMany(
      3_600,
      `You may mail ${MAX_INVITATIONS_MAILED_A_DAY} invitations a day, so ${left}. Make links without mailing them, and send those yourself.`,
    );
  }

  private async sendAll(): Promise<void> {
    for (;;) {
      const next = this.stopped ? null : await this.claim();
      if (next === null) return;
      await this.send(next);
      this.events.emit("changed", { workspaceId: next.workspaceId, topic: "invitations" });
    }
  }

  /** What a server took that stopped in the middle may be sent twice; it is not lost. */
  private async claim(): Promise<Claimed | null> {
    const [rows] = await this.dataSource.query<[Claimed[], number]>(
      `UPDATE invitation i SET mail_state = 'sending', mail_at = now() FROM workspace w, actor a
        WHERE w.id = i.workspace_id AND a.id = i.created_by AND i.id = (
          SELECT id FROM invitation
           WHERE (mail_state = 'waiting' OR (mail_state = 'sending' AND mail_at < now() - interval '5 minutes'))
             AND email IS NOT NULL AND accepted_at IS NULL AND revoked_at IS NULL AND expires_at > now()
           ORDER BY mail_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
        RETURNING i.id, i.workspace_id AS "workspaceId", i.email, i.name, i.role, i.expires_at AS "expiresAt",
                  w.name AS workspace, a.name AS "invitedBy"`,
    );
    return rows[0] ?? null;
  }

  private async send(invitation: Claimed): Promise<void> {
    const { id, email } = invitation;
    const token = await makeLink(this.dataSource.manager, id, null);
    try {
      const url = `${this.config.origin}/invitation/${token}`;
      await this.mailer.send({ to: email, ...invitationMail({ ...invitation, url }) });
      await this.done(id, "sent", null);
    } catch (error) {
      if (!(error instanceof MailError)) throw error;
      // The server stops: the next one sends it.
      if (this.stopped) return this.done(id, "waiting", null);
      await this.done(id, "failed", error.permanent ? REFUSED : UNREACHABLE);
    }
  }

  private async done(id: string, state: "sent" | "failed" | "waiting", problem: string | null): Promise<void> {
    await this.dataSource.query(
      `UPDATE invitation SET mail_state = $2, mail_problem = $3, mail_at = now()
        WHERE id = $1 AND mail_state = 'sending'`,
      [id, state, problem],
    );
  }
}

/** What the mail server itself says is nothing that an instructor could use, and may tell of the server's inside. */
const REFUSED = "The mail server doesn't take mail for this address. Check how it is written.";
const UNREACHABLE = "The mail could not be sent just now. Send it again later, or hand over a link.";

/** How many links an invitation has besides its first: each mail and each copy asked for makes one. */
const MOST_LINKS = 10;

/**
 * A further link to the same invitation; the oldest of too many stops working. `madeBy`: the actor who is given it, null
 * when it goes to the invited alone. Answers its token.
 */
export async function makeLink(manager: EntityManager, invitationId: string, madeBy: string | null): Promise<string> {
  const token = newSecret();
  await manager.query("INSERT INTO invitation_link (token_hash, invitation_id, made_by) VALUES ($1, $2, $3)", [
    hashSecret(token),
    invitationId,
    madeBy,
  ]);
  await manager.query(
    `DELETE FROM invitation_link WHERE invitation_id = $1 AND token_hash NOT IN (
       SELECT token_hash FROM invitation_link WHERE invitation_id = $1 ORDER BY made_at DESC LIMIT ${MOST_LINKS})`,
    [invitationId],
  );
  return token;
}
