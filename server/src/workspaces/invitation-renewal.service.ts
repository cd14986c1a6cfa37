import { Inject, Injectable } from "@nestjs/common";
import { isId } from "@postil/shared/schema/ids";
import type { Invitation, ResendBody } from "@postil/shared/schema/invitation";
import { DataSource } from "typeorm";
import { AuditLog } from "../accounts/audit.ts";
import { CONFIG, type Config } from "../platform/config.ts";
import { conflict, notFound, tooMany } from "../platform/errors.ts";
import { Events } from "../platform/events.ts";
import { AccessService } from "./access.ts";
import { InvitationMails, makeLink } from "./invitation-mails.ts";
import { DAY_MS, openInvitations, toInvitation } from "./invitation-rows.ts";
import { holdAcl } from "./membership-writes.ts";

/** An invitation is mailed again no sooner than this, ms: a mail takes its time. */
const SOON_MS = 60_000;

/** Sends an open invitation again, or makes another link to it, and renews it where it has expired. */
@Injectable()
export class InvitationRenewal {
  constructor(
    private readonly dataSource: DataSource,
    private readonly access: AccessService,
    private readonly mails: InvitationMails,
    private readonly audit: AuditLog,
    private readonly events: Events,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** With `mail` it is queued to be mailed; without, the answer holds another `url`. Earlier links stay good. */
  async renew(userId: string, workspaceId: string, id: string, body: ResendBody): Promise<Invitation> {
    await this.access.require(userId, workspaceId, "invite");
    if (!isId(id)) throw noInvitation();
    const { row, token } = await this.dataSource.transaction(async (manager) => {
      await holdAcl(manager, workspaceId);
      const me = await this.access.require(userId, workspaceId, "invite", manager);
      const find = async () => (await openInvitations(manager, me, { ids: [id], limit: 1 }))[0];
      const before = await find();
      if (!before) throw noInvitation();
      await manager.query("UPDATE invitation SET expires_at = greatest(expires_at, $2::timestamptz) WHERE id = $1", [
        id,
        new Date(Date.now() + body.expiresInDays * DAY_MS),
      ]);
      if (body.mail) {
        if (before.email === null) {
          throw conflict("no_address", "This invitation is for nobody by name: copy its link and send that.");
        }
        if (!this.mails.enabled) {
          throw conflict("no_mail", "This server sends no mail: copy the link and send it yourself.");
        }
        const soon = before.mailAt === null ? 0 : before.mailAt.getTime() + SOON_MS - Date.now();
        if (soon > 0 && before.mailState !== "failed") {
          throw tooMany(soon / 1_000, "It was mailed a moment ago. Give it a minute to arrive.");
        }
        await this.mails.takeRoom(manager, userId, 1);
        await manager.query(
          "UPDATE invitation SET mail_state = 'waiting', mail_problem = NULL, mail_at = now() WHERE id = $1",
          [id],
        );
      }
      const made = body.mail ? null : await makeLink(manager, id, me.actor);
      const kind = body.mail ? "invitation-sent-again" : "invitation-link-made";
      const details = { invitation: id, role: before.role };
      await this.audit.record({ workspaceId, userId, actorId: me.actor, kind, details }, manager);
      return { row: (await find()) ?? before, token: made };
    });
    this.events.emit("changed", { workspaceId, topic: "invitations" });
    if (body.mail) this.mails.poke();
    const link = token === null ? {} : { token, url: `${this.config.origin}/invitation/${token}` };
    return { ...toInvitation(row), ...link };
  }
}

function noInvitation() {
  return notFound("There is no such open invitation in this workspace. It may have been accepted or revoked.");
}
