import { createHash } from "node:crypto";
import { equalityDeep } from "lib0/function";
import * as Y from "yjs";
import { applyLog } from "../log/apply-log.ts";
import { isEmpty, type PurgePlan, type PurgeTargets, planPurge, purgedEntries } from "../purge/plan-purge.ts";
import type { RootNames } from "./roots.ts";

/** A document as the log holds it. */
export interface LoggedDocument {
  name: string;
  roots: RootNames;
  snapshot: Uint8Array | null;
  updates: Uint8Array[];
}

/** What is to be stored. `sha256` is that of `bytes`. */
export interface BuiltSnapshot {
  bytes: Uint8Array;
  sha256: Uint8Array;
}

/** The same values under one clientID of the server's, and nothing of what they were before. */
export interface BuiltEpoch extends BuiltSnapshot {
  client: number;
  /** How many entries it holds. */
  entries: number;
}

/** A new epoch without what the plan names; null when there is nothing to purge. */
export interface BuiltPurge {
  plan: PurgePlan;
  epoch: BuiltEpoch | null;
}

/** One (map, key) of a layer and its plain JSON. */
export interface Entry {
  map: string;
  key: string;
  value: unknown;
}

/** What was built differs from what it was built from: it must not replace anything. */
export class VerificationError extends Error {
  override readonly name = "VerificationError";
}

/**
 * One update that says what the snapshot and the rows say together, loaded again and found to be the same: state vector,
 * delete set and every root. Throws QuarantinedError when the log can't be read, VerificationError when they differ.
 */
export function buildSnapshot(logged: LoggedDocument): BuiltSnapshot {
  const doc = load(logged);
  const built = encode(doc);
  const again = reload(built, logged);
  if (!Y.equalSnapshots(Y.snapshot(doc), Y.snapshot(again))) {
    throw new VerificationError(`${logged.name}: its snapshot holds other structs or deletions than its rows`);
  }
  requireSameRoots(doc, again, logged);
  return built;
}

/** The document's values for a new epoch, found to be the same. For documents of maps of plain JSON only. */
export function buildEpoch(logged: LoggedDocument): BuiltEpoch {
  const doc = load(logged);
  if (logged.roots.texts.length > 0) throw new VerificationError(`${logged.name}: anchors point into a text`);
  const built = buildEpochOf(entriesOf(doc, logged.roots), logged);
  requireSameRoots(doc, reload(built, logged), logged);
  return built;
}

/** The layer's values without those of the targets, for a new epoch. */
export function buildPurge(logged: LoggedDocument, targets: PurgeTargets): BuiltPurge {
  const doc = load(logged);
  const plan = planPurge(doc, targets);
  if (isEmpty(plan)) return { plan, epoch: null };
  requireKnownRoots(doc, logged);
  const goes = purgedEntries(plan);
  const entries = entriesOf(doc, logged.roots).filter(({ map, key }) => !goes(map, key));
  return { plan, epoch: buildEpochOf(entries, logged) };
}

/** The same from values that are known otherwise. Throws VerificationError when not all of them come back. */
export function buildEpochOf(entries: readonly Entry[], target: Pick<LoggedDocument, "name" | "roots">): BuiltEpoch {
  const fresh = new Y.Doc();
  fresh.transact(() => {
    for (const { map, key, value } of entries) fresh.getMap(map).set(key, value);
  });
  const built = encode(fresh);
  const again = reload(built, target);
  for (const { map, key, value } of entries) {
    if (!equalityDeep(again.getMap(map).get(key), value)) {
      throw new VerificationError(`${target.name}: ${map}/${key} isn't the same in the new epoch`);
    }
  }
  return { ...built, client: fresh.clientID, entries: entries.length };
}

function entriesOf(doc: Y.Doc, roots: RootNames): Entry[] {
  const entries: Entry[] = [];
  for (const map of roots.maps) {
    for (const [key, value] of doc.getMap(map)) entries.push({ map, key, value });
  }
  return entries;
}

function encode(doc: Y.Doc): BuiltSnapshot {
  const bytes = Y.encodeStateAsUpdate(doc);
  return { bytes, sha256: new Uint8Array(createHash("sha256").update(bytes).digest()) };
}

function load({ name, roots, snapshot, updates }: LoggedDocument): Y.Doc {
  const doc = withRoots(roots);
  applyLog(doc, { name, snapshot, updates });
  return doc;
}

/** By Yjs' own reader, as clients will. */
function reload(built: BuiltSnapshot, { name, roots }: Pick<LoggedDocument, "name" | "roots">): Y.Doc {
  const doc = withRoots(roots);
  Y.applyUpdate(doc, built.bytes);
  if (doc.store.pendingStructs || doc.store.pendingDs) {
    throw new VerificationError(`${name}: what was built refers to what it doesn't hold`);
  }
  return doc;
}

function withRoots({ maps, texts }: RootNames): Y.Doc {
  const doc = new Y.Doc();
  for (const name of maps) doc.getMap(name);
  for (const name of texts) doc.getText(name);
  return doc;
}

function requireSameRoots(one: Y.Doc, other: Y.Doc, { name, roots }: LoggedDocument): void {
  for (const map of roots.maps) {
    if (!equalityDeep(one.getMap(map).toJSON(), other.getMap(map).toJSON())) {
      throw new VerificationError(`${name}: ${map} isn't the same after loading it again`);
    }
  }
  for (const text of roots.texts) {
    if (!equalityDeep(one.getText(text).toDelta(), other.getText(text).toDelta())) {
      throw new VerificationError(`${name}: ${text} isn't the same after loading it again`);
    }
  }
  requireKnownRoots(one, { name, roots });
}

/** A root that no schema knows: nothing may be lost of it unseen. */
function requireKnownRoots(one: Y.Doc, { name, roots }: Pick<LoggedDocument, "name" | "roots">): void {
  const unknown = [...one.share.keys()].find((root) => !roots.maps.includes(root) && !roots.texts.includes(root));
  if (unknown !== undefined) throw new VerificationError(`${name}: holds ${unknown}, which no document has`);
}
