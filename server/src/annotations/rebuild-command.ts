import { type AdminCommand, AdminError } from "../accounts/admin-commands.ts";
import { rebuildDerivedTables } from "./rebuild.ts";

/** `npm run admin -- rebuild-tables [workspace]`. */
export const REBUILD_TABLES: AdminCommand = {
  parameters: [],
  optional: ["workspace"],
  summary: "write the lists' and exports' tables anew from the documents, of one workspace (its id) or of all",
  async run(dataSource, [workspaceId]) {
    if (workspaceId !== undefined) {
      const found: unknown[] = await dataSource.query("select 1 from workspace where id = $1", [workspaceId]);
      if (found.length === 0) throw new AdminError(`No workspace has the id ${workspaceId}.`);
    }
    const { layers, annotations, comments } = await rebuildDerivedTables(dataSource, {
      workspaceId: workspaceId ?? null,
    });
    return [`Rebuilt ${layers} layers: ${annotations} annotations, ${comments} comments.`];
  },
};
