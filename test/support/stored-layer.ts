import { LAYER_MAPS, layerMap } from "@postil/shared/document/layer-document";
import type { DataSource } from "typeorm";
import { expect } from "vitest";
import * as Y from "yjs";
import { joinDatabase, type OpenDatabase } from "../../server/src/platform/database/open-database.ts";
import { PostgresUpdateLog } from "../../server/src/sync/log/postgres-update-log.ts";
import { DocumentState } from "../../server/src/sync/room/document-state.ts";
import type { BuiltServer } from "./built-server.ts";
import type { PersistentWriter } from "./persistent-writer.ts";
import { canonical } from "./written-history.ts";

/** A connection of one's own to the database of a server that is running. */
export function databaseOf(server: Pick<BuiltServer, "dataDir" | "env">): Promise<OpenDatabase> {
  return joinDatabase({ dataDir: server.dataDir, databaseUrl: server.env.DATABASE_URL || null }, []);
}

/** Every entry of a layer document as canonical JSON, by `map/key`. */
export function entriesOf(doc: Y.Doc): Map<string, string> {
  const entries = new Map<string, string>();
  for (const map of LAYER_MAPS) {
    for (const [key, value] of layerMap(doc, map).entries()) entries.set(`${map}/${key}`, canonical(value));
  }
  return entries;
}

/** A layer as a server that starts now would load it. Throws when its log can't be read. */
export async function storedLayer(dataSource: DataSource, layer: string): Promise<Map<string, string>> {
  const loaded = await new PostgresUpdateLog(dataSource, null).load(layer);
  if (!loaded) throw new Error(`${layer} is gone`);
  const state = new DocumentState(loaded);
  const entries = entriesOf(state.doc);
  state.destroy();
  return entries;
}

/** What was lost and what was doubled, of all that these people wrote in one layer. */
export interface Damage {
  lost: string[];
  doubled: string[];
}

/**
 * Compares what a layer's log, its history of entries and its derived rows hold with what was written and
 * acknowledged. Nobody else may have written in it, and no commit may be under way.
 */
export async function damageOf(
  dataSource: DataSource,
  layer: string,
  writers: readonly PersistentWriter[],
): Promise<Damage> {
  const entries = await storedLayer(dataSource, layer);
  const damage: Damage = { lost: [], doubled: [] };
  for (const { history } of writers) damage.lost.push(...history.lost(entries));
  for (const id of entries.keys()) {
    if (!writers.some(({ history }) => history.has(id))) damage.doubled.push(`${id} was written by nobody`);
  }
  for (const [id, values] of await revisionsOf(dataSource, layer)) {
    const told = writers.some(({ history }) => history.has(id) && history.tellsOnce(id, values));
    if (!told) damage.doubled.push(`the history of ${id}: ${values.join(" ")}`);
    if (values.at(-1) !== (entries.get(id) ?? "null")) damage.lost.push(`the last revision of ${id}`);
    entries.delete(id);
  }
  for (const id of entries.keys()) damage.lost.push(`the history of ${id}`);
  return damage;
}

async function revisionsOf(dataSource: DataSource, layer: string): Promise<Map<string, string[]>> {
  const rows: { map: string; key: string; value: unknown }[] = await dataSource.query(
    "select map, key, value from entry_revision where document_id = $1 order by id",
    [layer],
  );
  const revisions = new Map<string, string[]>();
  for (const { map, key, value } of rows) {
    const id = `${map}/${key}`;
    const values = revisions.get(id);
    if (values) values.push(canonical(value));
    else revisions.set(id, [canonical(value)]);
  }
  return revisions;
}

/** Fails when a layer's derived rows differ from what its document holds, row by row. */
export async function expectDerivedRows(dataSource: DataSource, layer: string): Promise<void> {
  const loaded = await new PostgresUpdateLog(dataSource, null).load(layer);
  if (!loaded) throw new Error(`${layer} is gone`);
  const { doc } = new DocumentState(loaded);
  const layerId = loaded.layerId as string;
  const deletions = layerMap(doc, "deletions");
  const notes = layerMap(doc, "notes");
  const comments = [...layerMap(doc, "comments").entries()];
  const annotations = [...layerMap(doc, "annotations").entries()].map(([id, { author }]) => ({
    id,
    author,
    note: notes.get(id)?.text ?? "",
    deleted: deletions.has(id),
    comments: comments.filter(([comment, { annotation }]) => annotation === id && !deletions.has(comment)).length,
  }));
  const rows = async (sql: string): Promise<{ id: string }[]> => (await dataSource.query(sql, [layerId])).sort(byId);
  expect(
    await rows(
      `select annotation_id as id, author_id as author, note, deleted_at is not null as deleted,
              comment_count as comments from annotation where layer_id = $1`,
    ),
  ).toEqual(annotations.sort(byId));
  expect(
    await rows(
      `select annotation_id || '/' || tag_id as id, tagged_by as author from annotation_tag
        where layer_id = $1`,
    ),
  ).toEqual([...layerMap(doc, "tags").entries()].map(([id, { by }]) => ({ id, author: by })).sort(byId));
  const texts = layerMap(doc, "commentTexts");
  expect(
    await rows(
      `select comment_id as id, annotation_id as annotation, text, deleted_at is not null as deleted
         from comment where layer_id = $1`,
    ),
  ).toEqual(
    comments
      .map(([id, { annotation }]) => ({ id, annotation, text: texts.get(id)?.text ?? "", deleted: deletions.has(id) }))
      .sort(byId),
  );
  doc.destroy();
}

/** Fails when the rows of a document's log leave out a number or go beyond its head. */
export async function expectNoGap(dataSource: DataSource, document: string): Promise<void> {
  const [row]: { first: number; last: number; rows: number; head: number; upto: number }[] = await dataSource.query(
    `select coalesce(min(u.seq), 0)::int as first, coalesce(max(u.seq), 0)::int as last, count(u.seq)::int as rows,
            (select head_seq::int from document where id = $1) as head,
            coalesce((select upto_seq::int from document_snapshot where document_id = $1), 0) as upto
       from document_update u where u.document_id = $1`,
    [document],
  );
  if (!row) throw new Error("no answer");
  const { first, last, rows, head, upto } = row;
  expect({ rows, last: Math.max(last, upto) }).toEqual({ rows: rows === 0 ? 0 : last - first + 1, last: head });
  expect(first === 0 ? upto : Math.max(first - 1, 0)).toBeLessThanOrEqual(upto);
}

/**
 * Fails when what a layer's snapshot and the rows after it say differs from what all of its rows say. Then, with
 * `cover`, deletes the rows that the snapshot covers, as the server does after a week. Answers whether there was one.
 */
export async function expectTrueSnapshot(dataSource: DataSource, layer: string, cover: boolean): Promise<boolean> {
  const [snapshot]: { upto: string }[] = await dataSource.query(
    "select upto_seq as upto from document_snapshot where document_id = $1",
    [layer],
  );
  if (!snapshot) return false;
  const rows: { seq: string; bytes: Buffer }[] = await dataSource.query(
    "select seq, bytes from document_update where document_id = $1 order by seq",
    [layer],
  );
  if (Number(rows[0]?.seq) === 1) {
    const doc = new Y.Doc();
    doc.transact(() => {
      for (const { bytes } of rows) Y.applyUpdate(doc, bytes);
    });
    expect(await storedLayer(dataSource, layer)).toEqual(entriesOf(doc));
    doc.destroy();
  }
  if (cover) {
    await dataSource.query("delete from document_update where document_id = $1 and seq <= $2", [layer, snapshot.upto]);
  }
  return true;
}

function byId(a: { id: string }, b: { id: string }): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
