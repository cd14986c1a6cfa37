import { randomBytes } from "node:crypto";
import { Injectable } from "@nestjs/common";
import {
  type Digest,
  NOTICE_KINDS,
  type NoticeKind,
  type NoticeSettings,
  noticeSettingsSchema,
} from "@postil/shared/schema/notice";
import { DataSource } from "typeorm";

/** What somebody wants to be told of, and how. */
@Injectable()
export class NoticeSettingsService {
  constructor(private readonly dataSource: DataSource) {}

  /** Until somebody chooses: all on the bell, no mail. */
  async get(userId: string): Promise<NoticeSettings> {
    const [[mail], chosen] = await Promise.all([
      this.dataSource.query<{ digest: Digest }[]>("select digest from notice_mail where user_id = $1", [userId]),
      this.dataSource.query<{ kind: NoticeKind; bell: boolean; mail: boolean }[]>(
        "select kind, bell, mail from notice_setting where user_id = $1",
        [userId],
      ),
    ]);
    const byKind = new Map(chosen.map(({ kind, ...setting }) => [kind, setting]));
    const kinds = NOTICE_KINDS.map((kind) => [kind, byKind.get(kind) ?? { bell: true, mail: true }] as const);
    return noticeSettingsSchema.parse({ digest: mail?.digest ?? "never", kinds: Object.fromEntries(kinds) });
  }

  async set(userId: string, { digest, kinds }: NoticeSettings): Promise<void> {
    const rows = NOTICE_KINDS.map((kind) => ({ kind, ...kinds[kind] }));
    await this.dataSource.transaction(async (manager) => {
      await manager.query(
        `insert into notice_mail (user_id, digest, unsubscribe) values ($1, $2, $3)
         on conflict (user_id) do update set digest = excluded.digest, try_after = null, failures = 0`,
        [userId, digest, randomBytes(24).toString("base64url")],
      );
      await manager.query(
        `insert into notice_setting (user_id, kind, bell, mail)
           select $1, kind, bell, mail from jsonb_to_recordset($2::jsonb) as r(kind text, bell boolean, mail boolean)
         on conflict (user_id, kind) do update set bell = excluded.bell, mail = excluded.mail`,
        [userId, JSON.stringify(rows)],
      );
    });
  }

  /** By the token in somebody's mail. Answers whether there is such a one. */
  async unsubscribe(token: string): Promise<boolean> {
    const [rows] = await this.dataSource.query<[unknown[], number]>(
      "update notice_mail set digest = 'never' where unsubscribe = $1 returning user_id",
      [token],
    );
    return rows.length > 0;
  }
}
