import { ADMIN_COMMANDS, AdminError, adminHelp } from "./accounts/admin-commands.ts";
import { entities } from "./entities.ts";
import { ConfigError, parseConfig } from "./platform/config.ts";
import type { EmbeddedOptions } from "./platform/database/embedded/embedded-database.ts";
import { joinDatabase } from "./platform/database/open-database.ts";
import { StartError } from "./platform/start-error.ts";

export interface AdminIo {
  env: Record<string, string | undefined>;
  /** Each gets a line without its end. */
  out: (line: string) => void;
  err: (line: string) => void;
  embedded?: EmbeddedOptions;
}

/**
 * Runs one administrator's command on the database that the settings name, beside a running server or without one.
 * Returns the exit status: 0 done, 1 not possible, 2 no such command.
 */
export async function runAdmin(args: string[], io: AdminIo): Promise<number> {
  const [name = "", ...rest] = args;
  const command = Object.hasOwn(ADMIN_COMMANDS, name) ? ADMIN_COMMANDS[name] : undefined;
  if (!command || rest.length !== command.parameters.length) {
    const asked = name === "help" || name === "--help" || name === "-h";
    for (const line of adminHelp()) (asked ? io.out : io.err)(line);
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
