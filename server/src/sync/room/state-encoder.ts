import * as encoding from "lib0/encoding";
import * as Y from "yjs";

/** clientID -> clock after the last struct. */
export type Clocks = ReadonlyMap<number, number>;
type Range = { clock: number; len: number };

/** Structs written between two looks at the clock. */
const STRIDE = 64;

/** How far a document has come. */
export function clocksOf(doc: Y.Doc): Map<number, number> {
  const clocks = new Map<number, number>();
  for (const [client, structs] of doc.store.clients) {
    const last = structs.at(-1);
    if (last) clocks.set(client, last.id.clock + last.length);
  }
  return clocks;
}

/** How many structs somebody lacks who has come as far as `known`. */
export function structsBeyond(doc: Y.Doc, known: Clocks): number {
  let count = 0;
  for (const [client, end] of clocksOf(doc)) {
    const from = known.get(client) ?? 0;
    if (from >= end) continue;
    const structs = doc.store.clients.get(client) ?? [];
    count += from === 0 ? structs.length : structs.length - Y.findIndexSS(structs, from);
  }
  return count;
}

/**
 * Encodes the whole document as one update (v1) as far as it had come at `end`, in steps between which the document may
 * grow: structs are only ever added, split, merged with their neighbours or emptied, so that a place in the sequence of
 * a client keeps its meaning. A struct that is deleted after it was written is missing among the deletions: they are in
 * the updates after `end`, which must be sent as well. `end` must be a state that is stored.
 */
export function* encodeWhole(doc: Y.Doc, end: Clocks): Generator<void, Uint8Array> {
  const deleted = new Map<number, Range[]>();
  const parts: Uint8Array[] = [];
  for (const client of descending(end.keys())) {
    const ranges: Range[] = [];
    parts.push(yield* encodeClient(doc, client, 0, end.get(client) as number, ranges));
    if (ranges.length > 0) deleted.set(client, ranges);
  }
  return concatenate([varUint(parts.length), ...parts, deletesSection(deleted)]);
}

/**
 * Encodes what somebody lacks who has come as far as `known`, as one update (v1). `deletes` is `encodeDeletes` of the
 * document now: a state vector doesn't tell which deletions somebody knows, so all of them are sent.
 */
export function encodeMissing(doc: Y.Doc, known: Clocks, deletes: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [];
  const clocks = clocksOf(doc);
  for (const client of descending(clocks.keys())) {
    const [from, end] = [known.get(client) ?? 0, clocks.get(client) as number];
    if (from >= end) continue;
    const steps = encodeClient(doc, client, from, end, []);
    let step = steps.next();
    while (!step.done) step = steps.next();
    parts.push(step.value);
  }
  return concatenate([varUint(parts.length), ...parts, deletes]);
}

/** All that is deleted in the document, as the last section of an update. */
export function encodeDeletes(doc: Y.Doc): Uint8Array {
  return deletesSection(Y.createDeleteSetFromStructStore(doc.store).clients);
}

/** The structs of one client from clock to clock; what is deleted of them is added to `deleted`. */
function* encodeClient(
  doc: Y.Doc,
  client: number,
  from: number,
  end: number,
  deleted: Range[],
): Generator<void, Uint8Array> {
  const body = new Y.UpdateEncoderV1();
  let count = 0;
  let clock = from;
  while (clock < end) {
    // Looked up anew after each pause: what stood at an index may stand elsewhere.
    const structs = doc.store.clients.get(client) ?? [];
    let index = Y.findIndexSS(structs, clock);
    for (let n = 0; n < STRIDE && clock < end; n++) {
      const struct = structs[index++] as Y.Item | Y.GC;
      const next = Math.min(struct.id.clock + struct.length, end);
      upTo(struct, end).write(body, clock - struct.id.clock);
      count++;
      if (struct.deleted) addRange(deleted, clock, next - clock);
      clock = next;
    }
    yield;
  }
  const head = encoding.createEncoder();
  encoding.writeVarUint(head, count);
  encoding.writeVarUint(head, client);
  encoding.writeVarUint(head, from);
  return concatenate([encoding.toUint8Array(head), body.toUint8Array()]);
}

/** The struct without what was merged into it after `end`. */
function upTo(struct: Y.Item | Y.GC, end: number): Y.Item | Y.GC {
  const { id, length } = struct;
  if (id.clock + length <= end) return struct;
  if (struct instanceof Y.GC) return new Y.GC(id, end - id.clock);
  const content = struct.content.copy();
  content.splice(end - id.clock);
  const { origin, rightOrigin, parent, parentSub } = struct;
  return new Y.Item(id, null, origin, null, rightOrigin, parent, parentSub, content);
}

function addRange(ranges: Range[], clock: number, len: number): void {
  const last = ranges.at(-1);
  if (last && last.clock + last.len === clock) last.len += len;
  else ranges.push({ clock, len });
}

function deletesSection(deleted: ReadonlyMap<number, readonly Range[]>): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, deleted.size);
  for (const client of descending(deleted.keys())) {
    const ranges = deleted.get(client) ?? [];
    encoding.writeVarUint(encoder, client);
    encoding.writeVarUint(encoder, ranges.length);
    for (const { clock, len } of ranges) {
      encoding.writeVarUint(encoder, clock);
      encoding.writeVarUint(encoder, len);
    }
  }
  return encoding.toUint8Array(encoder);
}

/** Higher clients first, as Yjs does: its conflict algorithm is quicker so. */
function descending(clients: Iterable<number>): number[] {
  return [...clients].sort((a, b) => b - a);
}

function varUint(value: number): Uint8Array {
  return encoding.encode((encoder) => encoding.writeVarUint(encoder, value));
}

function concatenate(parts: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(parts);
}
