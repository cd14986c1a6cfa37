import { isLayerMap, LAYER_VALUE_SCHEMAS, parseKey } from "@postil/shared/document/layer-document";
import { layerDocumentName } from "@postil/shared/document/text-document";
import type { DataSource } from "typeorm";
import { type AdminCommand, AdminError } from "../../accounts/admin-commands.ts";
import { AuditLog } from "../../accounts/audit.ts";
import { buildEpochOf, type Entry } from "../compaction/build-snapshot.ts";
import { rootNames } from "../compaction/roots.ts";
import { PostgresSnapshots } from "../log/postgres-snapshots.ts";
import { PostgresUpdateLog } from "../log/postgres-update-log.ts";
import { problemOf } from "./check-documents.ts";

const FORCE = "--force";

/** `npm run admin -- restore-layer <layer id> [--force]`. */
export const RESTORE_LAYER: AdminCommand = {
  parameters: ["layer"],
  optional: [FORCE],
  summary: `make a damaged layer again from the history of its entries; ${FORCE}: one that can be read, too`,
  async run(dataSource, [layerId = "", option]) {
    if (option !== undefined && option !== FORCE) throw new AdminError(`There is no option ${option}, only ${FORCE}.`);
    return restoreLayer(dataSource, layerId, option === FORCE);
  },
};

interface LayerHistory {
  workspaceId: string;
  epoch: number;
  headSeq: number;
  /** Each entry as it was last. */
  entries: Entry[];
}

async function restoreLayer(dataSource: DataSource, layerId: string, force: boolean): Promise<string[]> {
  const name = layerDocumentName(layerId);
  const history = await readHistory(dataSource, name);
  if (!history) throw new AdminError(`No layer has the id ${layerId}.`);
  if (!force && (await problemOf(new PostgresUpdateLog(dataSource, null), name)) === null) {
    throw new AdminError(
      `The layer can be read: nothing was changed. Add ${FORCE} to make it from its history anyway.`,
    );
  }
  const entries = history.entries.filter(isSound);
  const built = buildEpochOf(entries, { name, roots: rootNames("layer") });
  const { epoch, headSeq, workspaceId } = history;
  const begun = await new PostgresSnapshots(dataSource).beginEpoch(name, { epoch, headSeq, quietMs: 0 }, built);
  if (!begun) throw new AdminError("Somebody has changed the layer meanwhile: nothing was restored. Try again.");
  const passedOver = history.entries.length - entries.length;
  const details = { layer: layerId, entries: entries.length, passedOver };
  await new AuditLog(dataSource).record({ workspaceId, kind: "layer-restored", details });
  const annotations = entries.filter(({ map }) => map === "annotations").length;
  const lines = [`Restored the layer with ${entries.length} entries, ${annotations} of them annotations.`];
  if (passedOver > 0) lines.push(`${passedOver} entries of its history are no valid ones and were left out.`);
  lines.push("Pages that have it open begin anew; what they had not sent yet is kept under Recovered work.");
  return lines;
}

/** One look at the layer and its history; null when there is no such layer. */
function readHistory(dataSource: DataSource, name: string): Promise<LayerHistory | null> {
  return dataSource.transaction("REPEATABLE READ", async (manager) => {
    const heads: { workspaceId: string; epoch: number; headSeq: string }[] = await manager.query(
      `select workspace_id as "workspaceId", epoch, head_seq as "headSeq" from document where id = $1 and kind = 'layer'`,
      [name],
    );
    const [head] = heads;
    if (!head) return null;
    const entries: Entry[] = await manager.query(
      `select map, key, value from (
         select distinct on (map, key) map, key, value from entry_revision
          where document_id = $1 order by map, key, id desc) latest
        where value is not null`,
      [name],
    );
    return { workspaceId: head.workspaceId, epoch: head.epoch, headSeq: Number(head.headSeq), entries };
  });
}

function isSound({ map, key, value }: Entry): boolean {
  return isLayerMap(map) && parseKey(map, key) !== null && LAYER_VALUE_SCHEMAS[map].safeParse(value).success;
}
