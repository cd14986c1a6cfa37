import { ADMIN_COMMANDS, type AdminCommand, AdminError, adminHelp } from "./accounts/admin-commands.ts";
import { REBUILD_TABLES } from "./annotations/rebuild-command.ts";
import { entities } from "./entities.ts";
import { ConfigError, parseConfig } from "./platform/config.ts";
import type { EmbeddedOptions } from "./platform/database/embedded/embedded-database.ts";
import { joinDatabase } from "./platform/database/open-database.ts";
import { StartError } from "./platform/start-error.ts";
import { CHECK_DOCUMENTS } from "./sync/recovery/check-documents.ts";
import { RESTORE_LAYER } from "./sync/recovery/restore-layer.ts";

export interface AdminIo {
  env: Record<string, string | undefined>;
  /** Each gets a line without its end. */
  out: (line: string) => void;
  err: (line: string) => void;
  embedded?: EmbeddedOptions;
}

const commands: Record<string, AdminCommand> = {
  ...ADMIN_COMMANDS,
  "rebuild-tables": REBUILD_TABLES,
  "check-documents": CHECK_DOCUMENTS,
  "restore-layer": RESTORE_LAYER,
};

/**
 * Runs one administrator's command on the database that the settings name, beside a running server or without one.
 * Returns the exit status: 0 done, 1 not possible, 2 no such command.
 */
export async function runAdmin(args: string[], io: AdminIo): Promise<number> {
  const [name = "", ...rest] = args;
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command || !takes(command, rest.length)) {
    const asked = name === "help" || name === "--help" || name === "-h";
    for (const line of adminHelp(commands)) (asked ? io.out : io.err)(line);
    return asked ? 0 : 2;
  }
  try {
    const config = parseConfig(io.env);
    const database = await joinDatabase(config, entities, { embedded: io.embedded });
    try {
      for (const line of await command.run(database.dataSource, rest, config.origin)) io.out(line);
    } finally {
      await database.close();
    }
    return 0;
  } catch (error) {
    if (!(error instanceof AdminError || error instanceof StartError || error instanceof ConfigError)) throw error;
    io.err(error.message);
    return 1;
  }
}

function takes({ parameters, optional = [] }: AdminCommand, given: number): boolean {
  return given >= parameters.length && given <= parameters.length + optional.length;
}
