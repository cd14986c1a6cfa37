import * as Y from "yjs";
import type { DecodedUpdate, DeleteRanges } from "./decode.ts";
import { isPlainJson } from "./json-value.ts";
import { lastItemOf } from "./key-order.ts";
import { Places, type Roots } from "./place.ts";
import { type ClientBlock, dependencyOrder, type StructStore } from "./structure.ts";
import { refuse } from "./verdict.ts";

/** What an update would do to one (map, key). */
export interface EntryEffect {
  root: string;
  key: string;
  /** What stands there now; undefined: nothing. */
  previous: unknown;
  /** Every value the update writes there, whether or not it wins. */
  written: unknown[];
  /** What will stand there; undefined: nothing. */
  result: unknown;
  /** Whether whoever wrote it had seen `previous`: the update deletes it, or follows it. */
  aware: boolean;
}

/** What an update would do, all of it. */
export interface Effects {
  entries: EntryEffect[];
  /** UTF-16 units that the update inserts into a root text. */
  inserted: number;
  /** Whether it inserts into a root text or deletes from it. */
  touchesText: boolean;
  /** The update's deletions without those that are known already. */
  deletes: DeleteRanges;
}

interface KeyWrites {
  root: string;
  key: string;
  items: Y.Item[];
}

/** Up to this many keys are looked through one by one: most updates touch a few. */
const FEW = 8;

/** What an update writes, by (map, key). */
class Writes {
  readonly all: KeyWrites[] = [];
  private byId: Map<string, KeyWrites> | undefined;

  of(root: string, key: string): KeyWrites {
    let found: KeyWrites | undefined;
    if (this.byId) found = this.byId.get(`${root}/${key}`);
    else for (const writes of this.all) if (writes.key === key && writes.root === root) found = writes;
    return found ?? this.add(root, key);
  }

  private add(root: string, key: string): KeyWrites {
    const added: KeyWrites = { root, key, items: [] };
    this.all.push(added);
    if (this.byId) this.byId.set(`${root}/${key}`, added);
    else if (this.all.length > FEW) this.byId = new Map(this.all.map((each) => [`${each.root}/${each.key}`, each]));
    return added;
  }
}

/**
 * Works out what the new structs and the deletions of an update would change, without changing anything. Every write
 * to a map's key is a set and the deletion of what stood there: an item that names only an origin needs no delete set
 * to overwrite.
 */
export function findEffects(
  update: DecodedUpdate,
  blocks: ReadonlyMap<number, ClientBlock>,
  store: StructStore,
  roots: Roots,
): Effects {
  const keys = new Writes();
  const effects: Effects = { entries: [], inserted: 0, touchesText: false, deletes: new Map() };
  const places = new Places(update.structs, blocks, store, roots);
  const order = dependencyOrder(update.structs, blocks, store);
  for (let position = 0; position < update.structs.length; position++) {
    const index = order === null ? position : (order[position] as number);
    const item = update.structs[index] as Y.Item;
    const place = places.resolve(index);
    const deleted = item.content instanceof Y.ContentDeleted;
    if (place !== "gone" && place.key !== null) {
      keys.of(place.root, place.key).items.push(item);
      checkValue(item, deleted, place.root, place.key);
      continue;
    }
    if (place !== "gone") effects.touchesText = true;
    if (item.content instanceof Y.ContentString) effects.inserted += item.length;
    else if (!deleted && place !== "gone") refuse("content", "a text holds plain characters only");
    else if (!deleted && !(item.content instanceof Y.ContentAny)) refuse("content", "this kind of content isn't kept");
  }
  readDeletes(update.deletes, blocks, store, roots, keys, effects);
  for (const writes of keys.all) effects.entries.push(judgeable(writes, update.deletes, roots));
  return effects;
}

function checkValue(item: Y.Item, deleted: boolean, root: string, key: string): void {
  if (item.rightOrigin) refuse("structure", "an entry has no right neighbour", { keys: [[root, key]] });
  if (deleted) return;
  if (!(item.content instanceof Y.ContentAny)) {
    refuse("content", "an entry holds a plain JSON value only", { keys: [[root, key]] });
  }
  for (const value of item.content.arr) {
    if (!isPlainJson(value)) refuse("content", "an entry holds a plain JSON value only", { keys: [[root, key]] });
  }
}

/** Looks up what each range would delete: items deleted before are skipped, a SyncStep2 names them all again. */
function readDeletes(
  deletes: DeleteRanges,
  blocks: ReadonlyMap<number, ClientBlock>,
  store: StructStore,
  roots: Roots,
  keys: Writes,
  effects: Effects,
): void {
  for (const [client, ranges] of deletes) {
    const structs = store.clients.get(client);
    const state = Y.getState(store, client);
    const kept: { clock: number; len: number }[] = [];
    for (const range of ranges) {
      let live = blocks.has(client) && range.clock + range.len > state;
      if (structs && range.clock < state) {
        for (let index = Y.findIndexSS(structs, range.clock); index < structs.length; index++) {
          const struct = structs[index] as Y.Item | Y.GC;
          if (struct.id.clock >= range.clock + range.len) break;
          if (struct.deleted || !(struct instanceof Y.Item)) continue;
          live = true;
          const root = roots.nameOf(struct.parent);
          if (root === undefined) refuse("structure", "the update deletes what this document doesn't show");
          if (struct.parentSub === null) effects.touchesText = true;
          else keys.of(root, struct.parentSub);
        }
      }
      if (live) kept.push(range);
    }
    if (kept.length > 0) effects.deletes.set(client, kept);
  }
}

function judgeable(writes: KeyWrites, deletes: DeleteRanges, roots: Roots): EntryEffect {
  const { root, key } = writes;
  const current = roots.itemAt(root, key);
  const last = lastItemOf(current, writes.items);
  const written: unknown[] = [];
  for (const item of writes.items) {
    if (!(item.content instanceof Y.ContentAny)) continue;
    const values = item.content.arr;
    for (let offset = 0; offset < values.length; offset++) {
      if (!covers(deletes, item.id.client, item.id.clock + offset)) written.push(values[offset]);
    }
    // Yjs keeps one value an entry; items with several are what a client without garbage collection merges of deleted ones.
    if (values.length > 1 && !covers(deletes, item.id.client, item.id.clock + values.length - 1)) {
      refuse("content", "an entry holds one value", { keys: [[root, key]] });
    }
  }
  // A deletion alone doesn't tell: a copy that holds a write of its own behind this one deletes it by taking it in.
  const aware =
    current !== undefined &&
    ((last === current && covers(deletes, current.id.client, current.id.clock + current.length - 1)) ||
      writes.items.some((item) => item.origin !== null && Y.compareIDs(item.origin, current.lastId)));
  return { root, key, previous: shownValue(current, null), written, result: shownValue(last, deletes), aware };
}

/** The value that an item shows, after `deletes`; undefined when it is deleted. */
function shownValue(item: Y.Item | undefined, deletes: DeleteRanges | null): unknown {
  if (!item || item.deleted || !(item.content instanceof Y.ContentAny)) return undefined;
  if (deletes && covers(deletes, item.id.client, item.id.clock + item.length - 1)) return undefined;
  return item.content.arr.at(-1);
}

function covers(deletes: DeleteRanges, client: number, clock: number): boolean {
  const ranges = deletes.get(client);
  if (!ranges) return false;
  let low = 0;
  let high = ranges.length - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const range = ranges[middle] as { clock: number; len: number };
    if (clock < range.clock) high = middle - 1;
    else if (clock >= range.clock + range.len) low = middle + 1;
    else return true;
  }
  return false;
}
