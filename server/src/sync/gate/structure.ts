import * as Y from "yjs";
import type { DecodedUpdate, DeleteRanges, Struct } from "./decode.ts";
import { GATE_LIMITS } from "./limits.ts";
import { refuse } from "./verdict.ts";

export type StructStore = Y.Doc["store"];

/** What an update brings of one client: clocks from `from` up to `to`, its structs at `first` and after. */
export interface ClientBlock {
  client: number;
  from: number;
  to: number;
  first: number;
  count: number;
}

/**
 * Each client once, its clocks without a gap, no empty struct, no Skip. `Y.applyUpdate` takes the second of two blocks
 * of one client where decoding sees both, so what is judged would not be what is applied.
 */
function readBlocks(structs: readonly Struct[]): Map<number, ClientBlock> {
  const blocks = new Map<number, ClientBlock>();
  let block: ClientBlock | undefined;
  for (let index = 0; index < structs.length; index++) {
    const struct = structs[index] as Struct;
    const { client, clock } = struct.id;
    if (struct instanceof Y.Skip) refuse("structure", "an update must not skip clocks");
    if (!(struct.length >= 1)) refuse("structure", "an update must not hold empty items");
    if (block === undefined || block.client !== client) {
      if (blocks.has(client)) refuse("structure", "an update must hold each client once");
      block = { client, from: clock, to: clock, first: index, count: 0 };
      blocks.set(client, block);
    }
    if (clock !== block.to) refuse("structure", "an update must hold a client's clocks without a gap");
    block.to = clock + struct.length;
    block.count++;
    if (!Number.isSafeInteger(block.to)) refuse("structure", "a clock is out of range");
  }
  return blocks;
}

/**
 * What is new in the update: whatever overlaps known state is cut off, and the rest is read again, so that a forged
 * overlap is judged as what it would do.
 */
export function trim(
  bytes: Uint8Array,
  decoded: DecodedUpdate,
  store: StructStore,
  decode: (bytes: Uint8Array) => DecodedUpdate,
): { decoded: DecodedUpdate; blocks: Map<number, ClientBlock> } {
  const blocks = readBlocks(decoded.structs);
  let known: Map<number, number> | undefined;
  for (const block of blocks.values()) {
    const state = Y.getState(store, block.client);
    if (block.from > state) {
      refuse("unknown", "the update leaves out what came before it", { cause: "unknown" });
    }
    if (block.from < state) {
      known ??= new Map();
      known.set(block.client, state);
    }
  }
  if (known === undefined) return { decoded, blocks };
  // Only the clients of this update: the whole state vector would make every update pay for all who ever wrote.
  const trimmed = decode(owned(Y.diffUpdate(bytes, Y.encodeStateVector(known))));
  return { decoded: trimmed, blocks: readBlocks(trimmed.structs) };
}

function owned(bytes: Uint8Array): Uint8Array {
  return bytes.byteLength === bytes.buffer.byteLength ? bytes : new Uint8Array(bytes);
}

/** Bounds how far an update moves clocks. What has as many bytes as it has length needs no bound of its own. */
export function checkAdvance(structs: readonly Struct[], blocks: ReadonlyMap<number, ClientBlock>): void {
  for (const block of blocks.values()) {
    let advance = 0;
    for (let index = block.first; index < block.first + block.count; index++) {
      const struct = structs[index] as Struct;
      if (struct instanceof Y.GC) refuse("content", "an update must not hold collected items");
      if (!(struct instanceof Y.Item && struct.content instanceof Y.ContentString)) advance += struct.length;
    }
    if (advance > GATE_LIMITS.clockAdvance) refuse("limit", "the update moves its clock too far at once");
  }
}

/** The clock that a client has reached with the server's state and this update together. */
function knownEnd(store: StructStore, blocks: ReadonlyMap<number, ClientBlock>, client: number): number {
  return blocks.get(client)?.to ?? Y.getState(store, client);
}

/** Ranges ascend, don't touch twice, and stay within what is known: 60 KB of repeated ranges would hang `applyUpdate`. */
export function checkDeletes(
  deletes: DeleteRanges,
  store: StructStore,
  blocks: ReadonlyMap<number, ClientBlock>,
): void {
  for (const [client, ranges] of deletes) {
    let end = 0;
    for (const { clock, len } of ranges) {
      if (!(len >= 1) || clock < end) refuse("structure", "ranges of deletions must ascend and not overlap");
      end = clock + len;
    }
    if (end > knownEnd(store, blocks, client)) {
      refuse("unknown", "the update deletes what this document doesn't hold", { cause: "unknown" });
    }
  }
}

/**
 * The order in which Yjs can integrate the structs: indexes into `structs`, each after what it names; null when that
 * is their own order. Refuses what names something unknown, or itself in a circle: Yjs would park it and integrate it
 * later under another's name.
 */
export function dependencyOrder(
  structs: readonly Struct[],
  blocks: ReadonlyMap<number, ClientBlock>,
  store: StructStore,
): number[] | null {
  let inside = false;
  for (const struct of structs) {
    if (!(struct instanceof Y.Item)) continue;
    const { origin, rightOrigin, parent } = struct;
    if (origin !== null && isInside(struct, origin, blocks, store)) inside = true;
    if (rightOrigin !== null && isInside(struct, rightOrigin, blocks, store)) inside = true;
    if (parent instanceof Y.ID && isInside(struct, parent, blocks, store)) inside = true;
  }
  return inside ? sortByDependency(structs, blocks) : null;
}

/** Whether what the item names is brought by another client's block of the same update. */
function isInside(item: Y.Item, id: Y.ID, blocks: ReadonlyMap<number, ClientBlock>, store: StructStore): boolean {
  if (id.client === item.id.client) {
    if (id.clock >= item.id.clock) refuse("structure", "an item must not follow itself");
    return false;
  }
  if (id.clock >= knownEnd(store, blocks, id.client)) {
    refuse("unknown", "the update refers to what this document doesn't hold", { cause: "unknown" });
  }
  return blocks.has(id.client) && id.clock >= Y.getState(store, id.client);
}

/** Goes round the clients, taking from each what has all it names; a client that waits is woken by whom it waits for. */
function sortByDependency(structs: readonly Struct[], blocks: ReadonlyMap<number, ClientBlock>): number[] {
  const order: number[] = [];
  const next = new Map<number, number>();
  const reached = new Map<number, number>();
  const waiting = new Map<number, { client: number; clock: number }[]>();
  for (const block of blocks.values()) {
    next.set(block.client, block.first);
    reached.set(block.client, block.from);
  }
  const ready = [...blocks.keys()];
  for (let client = ready.pop(); client !== undefined; client = ready.pop()) {
    const block = blocks.get(client) as ClientBlock;
    let index = next.get(client) as number;
    for (; index < block.first + block.count; index++) {
      const struct = structs[index] as Struct;
      const missing =
        struct instanceof Y.Item ? named(struct).find((id) => id.clock >= (reached.get(id.client) ?? Infinity)) : null;
      if (missing && missing.client !== client) {
        const waiters = waiting.get(missing.client) ?? [];
        waiters.push({ client, clock: missing.clock });
        waiting.set(missing.client, waiters);
        break;
      }
      order.push(index);
      reached.set(client, struct.id.clock + struct.length);
    }
    next.set(client, index);
    const waiters = waiting.get(client);
    if (!waiters) continue;
    const still: typeof waiters = [];
    for (const waiter of waiters) {
      if (waiter.clock < (reached.get(client) as number)) ready.push(waiter.client);
      else still.push(waiter);
    }
    waiting.set(client, still);
  }
  if (order.length !== structs.length) refuse("structure", "the update's items follow one another in a circle");
  return order;
}

function named(item: Y.Item): Y.ID[] {
  const ids: Y.ID[] = [];
  if (item.origin) ids.push(item.origin);
  if (item.rightOrigin) ids.push(item.rightOrigin);
  if (item.parent instanceof Y.ID) ids.push(item.parent);
  return ids;
}
