import * as Y from "yjs";
import { GATE_LIMITS } from "./limits.ts";
import { refuse } from "./verdict.ts";

/** An item of the key, or the part of one that is left when another item's origin points into it. */
interface Node {
  client: number;
  clock: number;
  len: number;
  origin: Y.ID | null;
  item: Y.Item;
}

/**
 * Which item holds a map's key once `added` (in dependency order, none with a right origin) has been integrated: the
 * last of the key's items, live or not. Plays Yjs' integration (`Item.integrate`) on light copies, so that nothing is
 * touched before it has been judged.
 */
export function lastItemOf(current: Y.Item | undefined, added: readonly Y.Item[]): Y.Item | undefined {
  const appended = appendedTo(current, added);
  if (appended !== null) return appended;
  // Each insertion may pass all the others: the square of this is what an attack could cost.
  if (added.length > GATE_LIMITS.conflictingWrites) refuse("limit", "the update writes one entry too often");
  const items: Y.Item[] = [];
  for (let item: Y.Item | null = current ?? null; item !== null; item = item.left) items.push(item);
  const chain = items.reverse().map(toNode);
  for (const item of added) insert(chain, toNode(item));
  return chain.at(-1)?.item;
}

/** The usual case: each new item follows the one before it, the first one what stands there now. `null`: not so. */
function appendedTo(current: Y.Item | undefined, added: readonly Y.Item[]): Y.Item | undefined | null {
  let last = current;
  for (const item of added) {
    const follows = last ? Y.compareIDs(item.origin, last.lastId) : item.origin === null;
    if (!follows) return null;
    last = item;
  }
  return last;
}

function toNode(item: Y.Item): Node {
  return { client: item.id.client, clock: item.id.clock, len: item.length, origin: item.origin, item };
}

function insert(chain: Node[], added: Node): void {
  let left = added.origin === null ? -1 : endingAt(chain, added.origin);
  const before = new Set<Node>();
  const conflicting = new Set<Node>();
  for (let index = left + 1; index < chain.length; index++) {
    const other = chain[index] as Node;
    before.add(other);
    conflicting.add(other);
    if (Y.compareIDs(added.origin, other.origin)) {
      // Neither has a right origin, so the ids decide: the lower client comes first.
      if (other.client >= added.client) break;
      left = index;
      conflicting.clear();
    } else {
      const origin = other.origin === null ? undefined : chain[holding(chain, other.origin)];
      if (origin === undefined || !before.has(origin)) break;
      if (!conflicting.has(origin)) {
        left = index;
        conflicting.clear();
      }
    }
  }
  chain.splice(left + 1, 0, added);
}

/** Index of the node that holds an id; from the end, where it most often is. */
function holding(chain: readonly Node[], id: Y.ID): number {
  for (let index = chain.length - 1; index >= 0; index--) {
    const node = chain[index] as Node;
    if (node.client === id.client && id.clock >= node.clock && id.clock < node.clock + node.len) return index;
  }
  return -1;
}

/** The same, after splitting the node where the id doesn't end it. */
function endingAt(chain: Node[], id: Y.ID): number {
  const index = holding(chain, id);
  const node = chain[index];
  if (!node) return -1;
  const len = id.clock - node.clock + 1;
  if (len < node.len) {
    const rest: Node = {
      ...node,
      clock: node.clock + len,
      len: node.len - len,
      origin: Y.createID(node.client, id.clock),
    };
    node.len = len;
    chain.splice(index + 1, 0, rest);
  }
  return index;
}
