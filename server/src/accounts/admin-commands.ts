import { emailSchema, personNameSchema } from "@postil/shared/schema/account";
import { newId } from "@postil/shared/schema/ids";
import type { DataSource } from "typeorm";
import { AuditLog } from "./audit.ts";
import { emailKey } from "./email-key.ts";
import { issuePasswordReset } from "./password-resets.ts";
import { AppUser } from "./user.entity.ts";

/** A command that can't be carried out: its message is shown alone. */
export class AdminError extends Error {}

export interface AdminCommand {
  /** Names of its arguments, all of them needed. */
  parameters: string[];
  /** Names of those that may follow. */
  optional?: string[];
  summary: string;
  /** Returns the lines to print. `origin`: of the server's pages. Throws `AdminError`. */
  run(dataSource: DataSource, args: string[], origin: string): Promise<string[]>;
}

export const ADMIN_COMMANDS: Record<string, AdminCommand> = {
  "reset-password": {
    parameters: ["address"],
    summary: "print a link that sets a new password, good once, for an hour",
    async run(dataSource, [address = ""], origin) {
      return [await resetLink(dataSource, address, origin)];
    },
  },
  "list-users": {
    parameters: [],
    summary: "list all accounts: address, name, day of registration, workspaces, way in",
    async run(dataSource) {
      const rows: UserRow[] = await dataSource.query(
        `SELECT u.email, u.name, u.created_at AS "createdAt", u.password_hash IS NOT NULL AS "hasPassword",
                (SELECT count(*)::int FROM member WHERE user_id = u.id) AS workspaces
           FROM app_user u ORDER BY u.created_at, u.id`,
      );
      return rows.map(describeUser);
    },
  },
  "add-user": {
    parameters: ["address", "name"],
    summary: "add an account, also when registration is closed, and print the link that sets its password",
    async run(dataSource, [address = "", name = ""], origin) {
      await addUser(dataSource, address, name);
      return [await resetLink(dataSource, address, origin)];
    },
  },
};

/** What is printed when no such command is asked for. */
export function adminHelp(commands: Record<string, AdminCommand>): string[] {
  const lines = Object.entries(commands).map(([name, { parameters, optional = [], summary }]) => {
    const needed = parameters.map((parameter) => `<${parameter}>`);
    const usage = [name, ...needed, ...optional.map((parameter) => `[${parameter}]`)].join(" ");
    return `  ${usage.padEnd(34)}${summary}`;
  });
  return ["Usage: npm run admin -- <command>", "", ...lines];
}

async function resetLink(dataSource: DataSource, address: string, origin: string): Promise<string> {
  const token = await issuePasswordReset(dataSource.manager, address);
  if (token === null) throw new AdminError(`No account has the address ${address}.`);
  const user = await dataSource.manager.findOneByOrFail(AppUser, { emailKey: emailKey(address) });
  await new AuditLog(dataSource).record({ userId: user.id, kind: "password-reset-issued" });
  return `${origin}/reset-password/${token}`;
}

async function addUser(dataSource: DataSource, address: string, name: string): Promise<void> {
  const email = emailSchema.safeParse(address);
  if (!email.success) throw new AdminError(`${address} is not an e-mail address.`);
  const personName = personNameSchema.safeParse(name);
  if (!personName.success) throw new AdminError(`The name ${personName.error.issues[0]?.message}.`);
  const id = newId();
  const inserted: unknown[] = await dataSource.query(
    `INSERT INTO app_user (id, email, email_key, name) VALUES ($1, $2, $3, $4)
     ON CONFLICT (email_key) DO NOTHING RETURNING id`,
    [id, email.data, emailKey(email.data), personName.data],
  );
  if (inserted.length === 0) throw new AdminError(`There is an account with the address ${address} already.`);
  await new AuditLog(dataSource).record({ userId: id, kind: "account-added" });
}

interface UserRow {
  email: string;
  name: string;
  createdAt: Date;
  hasPassword: boolean;
  workspaces: number;
}

function describeUser(row: UserRow): string {
  const where = row.workspaces === 1 ? "1 workspace" : `${row.workspaces} workspaces`;
  const wayIn = row.hasPassword ? "password" : "link";
  return [row.email, row.name, row.createdAt.toISOString().slice(0, 10), where, wayIn].join("\t");
}
