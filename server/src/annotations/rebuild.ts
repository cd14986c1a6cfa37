import { isLayerMap } from "@postil/shared/document/layer-document";
import { LayerReader } from "@postil/shared/document/readers";
import { articleText, layerDocumentName, textDocumentName } from "@postil/shared/document/text-document";
import type { DataSource, EntityManager } from "typeorm";
import * as Y from "yjs";
import { storableJson } from "../platform/database/storable.ts";
import { applyLog } from "../sync/log/apply-log.ts";
import { PostgresUpdateLog } from "../sync/log/postgres-update-log.ts";
import type { LoadedDocument } from "../sync/update-log.ts";
import { deriveRows, type LayerRows } from "./derived-rows.ts";
import { derivedCtes } from "./derived-sql.ts";

export interface RebuildResult {
  layers: number;
  annotations: number;
  comments: number;
}

export interface RebuildOptions {
  /** null: all workspaces. */
  workspaceId: string | null;
  /** Called after each layer. */
  onLayer?: (done: number, total: number) => void;
}

interface LayerPlace {
  layerId: string;
  articleId: string;
}

/** Annotations written by one statement. */
const SLICE = 500;
const ATTEMPTS = 10;

/**
 * Writes the rows of `annotation`, `annotation_tag` and `comment` anew from the documents, one transaction a layer,
 * while the server may go on: a layer that is changed meanwhile is read again. Times of receipt are taken from the
 * rows that stand, else from the history of the entries.
 * @throws when a document can't be read, or a layer changes faster than it is rebuilt; layers done so far stay done.
 */
export async function rebuildDerivedTables(dataSource: DataSource, options: RebuildOptions): Promise<RebuildResult> {
  const layers: LayerPlace[] = await dataSource.query(
    `select l.id as "layerId", l.article_id as "articleId" from layer l
      where $1::text is null or l.workspace_id = $1 order by l.article_id, l.id`,
    [options.workspaceId],
  );
  const result: RebuildResult = { layers: 0, annotations: 0, comments: 0 };
  for (const layer of layers) {
    const rows = await rebuildLayer(dataSource, layer);
    result.layers += 1;
    result.annotations += rows?.annotations.upsert.length ?? 0;
    result.comments += rows?.comments.upsert.length ?? 0;
    options.onLayer?.(result.layers, layers.length);
  }
  return result;
}

/** null when the layer is gone meanwhile. */
async function rebuildLayer(dataSource: DataSource, layer: LayerPlace): Promise<LayerRows | null> {
  const name = layerDocumentName(layer.layerId);
  const log = new PostgresUpdateLog(dataSource, null);
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const [loaded, loadedText] = [await log.load(name), await log.load(textDocumentName(layer.articleId))];
    if (!loaded || !loadedText) return null;
    const [doc, textDoc] = [documentOf(loaded), documentOf(loadedText)];
    const reader = new LayerReader(doc);
    const text = { doc: textDoc, text: articleText(textDoc).toString(), version: loadedText.headSeq };
    const rows = deriveRows({ reader, touched: new Set(reader.ids()), text });
    const written = await dataSource.transaction(async (manager) => {
      // Whoever appends to the layer's log waits for this row.
      const heads: { headSeq: string; epoch: number }[] = await manager.query(
        `select head_seq as "headSeq", epoch from document where id = $1 for update`,
        [name],
      );
      const [head] = heads;
      if (!head || Number(head.headSeq) !== loaded.headSeq || head.epoch !== loaded.epoch) return false;
      addTimes(rows, await knownTimes(manager, layer.layerId, name, reader));
      await replaceRows(manager, layer.layerId, rows);
      return true;
    });
    for (const used of [doc, textDoc]) used.destroy();
    if (written) return rows;
  }
  throw new Error(`The layer ${layer.layerId} changes faster than it can be rebuilt. Try again when less is going on.`);
}

function documentOf(loaded: LoadedDocument): Y.Doc {
  const doc = new Y.Doc();
  applyLog(doc, loaded);
  return doc;
}

/** ISO 8601, by the id of an annotation or comment. */
interface KnownTimes {
  received: Map<string, string>;
  /** Of annotations: the last commit that changed one, or what belongs to it. */
  touched: Map<string, string>;
}

async function knownTimes(
  manager: EntityManager,
  layerId: string,
  document: string,
  reader: LayerReader,
): Promise<KnownTimes> {
  const revisions: { map: string; key: string; first: Date; last: Date }[] = await manager.query(
    `select map, key, date_trunc('milliseconds', min(at)) as first, date_trunc('milliseconds', max(at)) as last
       from entry_revision where document_id = $1 group by map, key`,
    [document],
  );
  const times: KnownTimes = { received: new Map(), touched: new Map() };
  for (const { map, key, first, last } of revisions) {
    if (!isLayerMap(map)) continue;
    if (map === "annotations" || map === "comments") times.received.set(key, first.toISOString());
    const annotation = reader.annotationOf(map, key);
    const at = last.toISOString();
    if (annotation !== null && at > (times.touched.get(annotation) ?? "")) times.touched.set(annotation, at);
  }
  // What stands is as good, and all there is of entries that came without a history.
  const standing: { id: string; receivedAt: Date; updatedAt: Date | null }[] = await manager.query(
    `select annotation_id as id, received_at as "receivedAt", updated_at as "updatedAt" from annotation
      where layer_id = $1
     union all select comment_id, received_at, null from comment where layer_id = $1`,
    [layerId],
  );
  for (const { id, receivedAt, updatedAt } of standing) {
    times.received.set(id, receivedAt.toISOString());
    if (updatedAt && !times.touched.has(id)) times.touched.set(id, updatedAt.toISOString());
  }
  return times;
}

function addTimes(rows: LayerRows, times: KnownTimes): void {
  for (const row of rows.annotations.upsert) {
    row.received_at = times.received.get(row.annotation_id);
    row.touched_at = times.touched.get(row.annotation_id);
  }
  for (const row of rows.comments.upsert) row.received_at = times.received.get(row.comment_id);
}

async function replaceRows(manager: EntityManager, layerId: string, rows: LayerRows): Promise<void> {
  await manager.query("delete from annotation where layer_id = $1", [layerId]);
  await manager.query("delete from comment where layer_id = $1", [layerId]);
  const tags = byAnnotation(rows.tags.upsert);
  const comments = byAnnotation(rows.comments.upsert);
  for (let from = 0; from < rows.annotations.upsert.length; from += SLICE) {
    const annotations = rows.annotations.upsert.slice(from, from + SLICE);
    const ids = annotations.map((row) => row.annotation_id);
    const batch: LayerRows = {
      annotations: { upsert: annotations, remove: [] },
      tags: { upsert: ids.flatMap((id) => tags.get(id) ?? []), remove: [] },
      comments: { upsert: ids.flatMap((id) => comments.get(id) ?? []), remove: [] },
      replaced: [],
    };
    await manager.query(
      `with head as (select 1 as id), ${derivedCtes({ batch: "$1", layer: "$2" })} select id from head`,
      [storableJson(batch), layerId],
    );
  }
}

function byAnnotation<T extends { annotation_id: string }>(rows: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(row.annotation_id);
    if (group) group.push(row);
    else groups.set(row.annotation_id, [row]);
  }
  return groups;
}
