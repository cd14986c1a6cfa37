import { Inject, Injectable } from "@nestjs/common";
import { type ListedAddress, readAddressList } from "@postil/shared/schema/address-list";
import { isId, newId } from "@postil/shared/schema/ids";
import type {
  CreateInvitationBody,
  Invitation,
  InviteManyAnswer,
  InviteManyBody,
} from "@postil/shared/schema/invitation";
import { MAX_INVITED_AT_ONCE } from "@postil/shared/schema/invitation";
import type { Page } from "@postil/shared/schema/text-fields";
import { DataSource, EntityManager, IsNull } from "typeorm";
import { AuditLog } from "../accounts/audit.ts";
import { emailKey } from "../accounts/email-key.ts";
import { hashSecret, newSecret } from "../accounts/secret.ts";
import { CONFIG, type Config } from "../platform/config.ts";
import { gone, invalid, notFound } from "../platform/errors.ts";
import { Events } from "../platform/events.ts";
import { readTimeCursor, toPage } from "../platform/http/cursor.ts";
import { AccessService, type Membership } from "./access.ts";
import { InvitationEntity } from "./invitation.entity.ts";
import { InvitationMails } from "./invitation-mails.ts";
import { DAY_MS, openInvitations, requireGrant, requireGroups, toInvitation } from "./invitation-rows.ts";
import { holdAcl } from "./membership-writes.ts";

type Terms = Pick<CreateInvitationBody, "role" | "expiresInDays" | "groups" | "mail">;
type Invited = Pick<ListedAddress, "email" | "name">;
type Outcome = Omit<InviteManyAnswer["items"][number], "invitation"> & { id: string | null };

/** Invitations as those who make them see them. Instructors see and revoke only what they could make. */
@Injectable()
export class InvitationsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly access: AccessService,
    private readonly mails: InvitationMails,
    private readonly audit: AuditLog,
    private readonly events: Events,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** The answer holds the token and its url: of them only the hash is kept. */
  async create(userId: string, workspaceId: string, body: CreateInvitationBody): Promise<Invitation> {
    const tokens = new Map<string, string>();
    const me = await this.invite(userId, workspaceId, body, async (me, manager) => {
      await this.insert(manager, me, [{ email: body.email ?? null, name: null }], body, tokens);
    });
    const [made] = await this.made(me, tokens);
    if (!made) throw notFound("The invitation was revoked meanwhile.");
    return made;
  }

  /** One result an entry. Either all that can be invited are, or, where it throws, nobody. */
  async createMany(userId: string, workspaceId: string, body: InviteManyBody): Promise<InviteManyAnswer> {
    const listed = readAddressList(body.list);
    if (listed.length === 0) throw invalid([{ path: "list", message: "must hold at least one address" }]);
    if (listed.length > MAX_INVITED_AT_ONCE) {
      const message = `holds ${listed.length} addresses: invite at most ${MAX_INVITED_AT_ONCE} at once`;
      throw invalid([{ path: "list", message }]);
    }
    const tokens = new Map<string, string>();
    let outcomes: Outcome[] = [];
    const me = await this.invite(userId, workspaceId, body, async (me, manager) => {
      outcomes = await judge(manager, workspaceId, listed);
      const invited = outcomes.filter(({ outcome }) => outcome === "invited");
      const ids = await this.insert(manager, me, invited, body, tokens);
      for (const [place, one] of invited.entries()) one.id = ids[place] ?? null;
    });
    const made = new Map((await this.made(me, tokens)).map((invitation) => [invitation.id, invitation]));
    const items = outcomes.map(({ id, ...one }) => ({ ...one, invitation: (id && made.get(id)) || null }));
    return { items };
  }

  /** The oldest first. */
  async list(
    userId: string,
    workspaceId: string,
    query: { cursor?: string | undefined; limit: number },
  ): Promise<Page<Invitation>> {
    const me = await this.access.require(userId, workspaceId, "invite");
    const asked = { after: readTimeCursor(query.cursor), limit: query.limit + 1 };
    const rows = await openInvitations(this.dataSource.manager, me, asked);
    return toPage(rows, query.limit, toInvitation, (row) => ({ at: row.createdAt.toISOString(), id: row.id }));
  }

  /** 410 for one that was accepted; revoking twice is fine. */
  async revoke(userId: string, workspaceId: string, invitationId: string): Promise<void> {
    const me = await this.access.require(userId, workspaceId, "invite");
    const invitation = isId(invitationId)
      ? await this.dataSource.manager.findOneBy(InvitationEntity, { id: invitationId, workspaceId })
      : null;
    if (!invitation) throw notFound("There is no such invitation in this workspace.");
    requireGrant(me, invitation.role);
    if (invitation.revokedAt !== null) return;
    await this.dataSource.transaction(async (manager) => {
      const open = { id: invitationId, acceptedAt: IsNull(), revokedAt: IsNull() };
      const revoked = await manager.update(InvitationEntity, open, { revokedAt: new Date() });
      if (!revoked.affected) {
        throw gone("invitation_used", "This invitation was accepted already. Remove the member instead.");
      }
      const details = { invitation: invitationId, role: invitation.role };
      await this.audit.record({ workspaceId, userId, actorId: me.actor, kind: "invitation-revoked", details }, manager);
    });
    this.events.emit("changed", { workspaceId, topic: "invitations" });
  }

  /** Judges rights and groups again under the lock: whoever was removed meanwhile must not leave open invitations. */
  private async invite(
    userId: string,
    workspaceId: string,
    terms: Terms,
    work: (me: Membership, manager: EntityManager) => Promise<void>,
  ): Promise<Membership> {
    requireGrant(await this.access.require(userId, workspaceId, "invite"), terms.role);
    const me = await this.dataSource.transaction(async (manager) => {
      await holdAcl(manager, workspaceId);
      const me = await this.access.require(userId, workspaceId, "invite", manager);
      requireGrant(me, terms.role);
      await requireGroups(manager, workspaceId, terms.groups);
      await work(me, manager);
      return me;
    });
    this.events.emit("changed", { workspaceId, topic: "invitations" });
    this.mails.poke();
    return me;
  }

  /** Notes the tokens by invitation. Answers the ids in the same order. */
  private async insert(
    manager: EntityManager,
    me: Membership,
    people: readonly Invited[],
    terms: Terms,
    tokens: Map<string, string>,
  ): Promise<string[]> {
    const { workspaceId, userId, actor } = me;
    const now = Date.now();
    const mailed = terms.mail && this.mails.enabled ? people.filter(({ email }) => email !== null).length : 0;
    await this.mails.takeRoom(manager, userId, mailed);
    const rows = people.map(({ email, name }) => {
      const id = newId();
      const token = newSecret();
      tokens.set(id, token);
      const isMailed = terms.mail && this.mails.enabled && email !== null;
      return {
        ...{ id, workspaceId, role: terms.role, email, name, createdBy: actor },
        tokenHash: hashSecret(token),
        createdAt: new Date(now),
        expiresAt: new Date(now + terms.expiresInDays * DAY_MS),
        ...(isMailed ? { mailState: "waiting" as const, mailAt: new Date(now) } : {}),
      };
    });
    if (rows.length > 0) await manager.insert(InvitationEntity, rows);
    const ids = rows.map(({ id }) => id);
    await manager.query(
      `INSERT INTO invitation_group (invitation_id, group_id)
         SELECT i, g FROM unnest($1::text[]) i CROSS JOIN unnest($2::text[]) g`,
      [ids, terms.groups],
    );
    for (const id of ids) {
      const details = { invitation: id, role: terms.role };
      await this.audit.record({ workspaceId, userId, actorId: actor, kind: "invitation-created", details }, manager);
    }
    return ids;
  }

  private async made(me: Membership, tokens: ReadonlyMap<string, string>): Promise<Invitation[]> {
    const ids = [...tokens.keys()];
    const rows = await openInvitations(this.dataSource.manager, me, { ids, limit: ids.length });
    return rows.map((row) => {
      const token = tokens.get(row.id) ?? "";
      return { ...toInvitation(row), token, url: `${this.config.origin}/invitation/${token}` };
    });
  }
}

/** Who of the list can be invited now. An expired invitation to the same address gives way to the new one. */
async function judge(
  manager: EntityManager,
  workspaceId: string,
  listed: readonly ListedAddress[],
): Promise<Outcome[]> {
  const keys = listed.flatMap(({ email }) => (email === null ? [] : [emailKey(email)]));
  const members: { key: string }[] = await manager.query(
    `SELECT u.email_key AS key FROM member m JOIN app_user u ON u.id = m.user_id
      WHERE m.workspace_id = $1 AND u.email_key = ANY($2::text[])`,
    [workspaceId, keys],
  );
  const open: { id: string; email: string; expired: boolean }[] = await manager.query(
    `SELECT id, email, expires_at <= now() AS expired FROM invitation
      WHERE workspace_id = $1 AND email IS NOT NULL AND accepted_at IS NULL AND revoked_at IS NULL`,
    [workspaceId],
  );
  const isMember = new Set(members.map(({ key }) => key));
  const isInvited = new Set(open.filter(({ expired }) => !expired).map(({ email }) => emailKey(email)));
  const seen = new Set<string>();
  const outcomes = listed.map(({ entry, email, name }): Outcome => {
    const answer = (outcome: Outcome["outcome"]) => ({ entry, email, name, outcome, id: null });
    if (email === null) return answer("not-an-address");
    const key = emailKey(email);
    if (seen.has(key)) return answer("repeated");
    seen.add(key);
    if (isMember.has(key)) return answer("member");
    return answer(isInvited.has(key) ? "already-invited" : "invited");
  });
  const old = open.filter(({ email, expired }) => expired && seen.has(emailKey(email)));
  await manager.query("UPDATE invitation SET revoked_at = now() WHERE id = ANY($1::text[])", [old.map(({ id }) => id)]);
  return outcomes;
}
