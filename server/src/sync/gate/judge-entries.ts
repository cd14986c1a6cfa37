import { isLayerMap, type LayerMapName, parseKey } from "@postil/shared/document/layer-document";
import type { Refusal } from "@postil/shared/policy/entry-rules";
import { type EntryIndex, JUDGING_ORDER, judgeEntry } from "@postil/shared/policy/entry-rules";
import type { AnnotationEntry, AssigneeEntry, MarkedBy } from "@postil/shared/schema/annotation";
import type { CommentEntry } from "@postil/shared/schema/comment";
import { isId } from "@postil/shared/schema/ids";
import { textMarkSchema } from "@postil/shared/schema/text-mark";
import type * as Y from "yjs";
import type { EntryEffect } from "./effects.ts";
import { type GateWriter, refuse } from "./verdict.ts";

/**
 * Judging goes on after each yield, so that a long update can be judged in slices. Returns the entries that may be
 * written only to be set back at once.
 */
export type Slices = Generator<undefined, EntryEffect[], undefined>;
const SLICE = 200;

/**
 * Judges a layer's entries against the state after all of the update: after an offline reload a note's block may
 * precede its annotation's.
 */
export function* judgeLayerEntries(doc: Y.Doc, entries: readonly EntryEffect[], writer: GateWriter): Slices {
  const byMap = new Map<string, EntryEffect[]>();
  for (const entry of entries) {
    const list = byMap.get(entry.root);
    if (list) list.push(entry);
    else byMap.set(entry.root, [entry]);
  }
  const index = new AfterIndex(doc, byMap, writer.actor);
  const restores: EntryEffect[] = [];
  let judged = 0;
  for (const map of JUDGING_ORDER) {
    for (const entry of byMap.get(map) ?? []) {
      if (map !== "deletions" || !cameTooLate(entry, writer, index)) judgeOne(map, entry, writer, index);
      else if (entry.result !== entry.previous) restores.push(entry);
      if (++judged % SLICE === 0) yield;
    }
  }
  return restores;
}

/**
 * Somebody has deleted, or deleted and restored, their own while they couldn't know that an instructor had deleted it
 * already. That is nothing to refuse, but the instructor's deletion stands: only instructors may lift it.
 */
function cameTooLate(entry: EntryEffect, writer: GateWriter, index: AfterIndex): boolean {
  const previous = entry.previous as MarkedBy | undefined;
  if (previous === undefined || previous.by === writer.actor || entry.aware || writer.canModerate) return false;
  const made = index.annotation(entry.key) ?? index.comment(entry.key);
  if (made?.author !== writer.actor) return false;
  return entry.written.every((value) => {
    return judgeEntry({ map: "deletions", key: entry.key, previous: undefined, value }, writer, index) === null;
  });
}

function judgeOne(map: LayerMapName, entry: EntryEffect, writer: GateWriter, index: AfterIndex): void {
  const change = { map, key: entry.key, previous: entry.previous };
  index.askedFor(entry);
  for (const value of entry.written) {
    const refusal = judgeEntry({ ...change, value }, writer, index);
    if (refusal) refuseEntry(refusal, map, entry.key);
  }
  if (entry.result === undefined && entry.previous !== undefined) {
    const refusal = judgeEntry({ ...change, value: undefined }, writer, index);
    if (refusal) refuseEntry(refusal, map, entry.key);
  } else if (entry.written.length === 0 && !parseKey(map, entry.key)) {
    // Nothing will stand there, but a key that no reader knows must not stay behind as a tombstone either.
    refuse("key", `"${entry.key.slice(0, 80)}" is not a key that ${map} may hold`, { keys: [[map, entry.key]] });
  }
}

/** What an entry belongs to may be on its way: in the SyncStep2 that is still to come, or in the log. */
function refuseEntry(refusal: Refusal, map: string, key: string): never {
  const cause = refusal.code === "unknown-entry" ? "unknown" : "final";
  refuse(refusal.code, refusal.reason, { keys: [[map, key]], cause });
}

/** Entries as they will be, but for what was erased: there the writer's own late edit is harmless and must not stick. */
class AfterIndex implements EntryIndex {
  private asked: EntryEffect | undefined;
  private readonly results = new Map<string, Map<string, unknown>>();

  constructor(
    private readonly doc: Y.Doc,
    byMap: ReadonlyMap<string, readonly EntryEffect[]>,
    private readonly actor: string,
  ) {
    for (const map of ["annotations", "comments", "assignees"]) {
      this.results.set(map, new Map((byMap.get(map) ?? []).map((entry) => [entry.key, entry.result])));
    }
  }

  askedFor(entry: EntryEffect): void {
    this.asked = entry;
  }

  annotation(id: string): AnnotationEntry | undefined {
    const found = this.read("annotations", id) as AnnotationEntry | undefined;
    if (found || !this.erased("annotations", id)) return found;
    return { author: this.actor, createdAt: 0, on: "memo" };
  }

  comment(id: string): CommentEntry | undefined {
    const found = this.read("comments", id) as CommentEntry | undefined;
    if (found || !this.erased("comments", id)) return found;
    const asking = this.asked?.written[0] as Partial<CommentEntry> | undefined;
    return { author: this.actor, createdAt: 0, annotation: asking?.annotation ?? id, parent: null };
  }

  assignee(annotationId: string): AssigneeEntry | undefined {
    return this.read("assignees", annotationId) as AssigneeEntry | undefined;
  }

  private read(map: string, key: string): unknown {
    const results = this.results.get(map);
    return results?.has(key) ? results.get(key) : this.doc.getMap(map).get(key);
  }

  private erased(map: string, key: string): boolean {
    return this.doc.getMap(map)._map.get(key)?.deleted === true;
  }
}

/** Judges the marks of a text document; who may write at all is decided before. */
export function* judgeMarks(entries: readonly EntryEffect[]): Slices {
  let judged = 0;
  for (const { root, key, written } of entries) {
    if (isLayerMap(root)) refuse("structure", "a text document holds no such part");
    if (!isId(key)) refuse("key", `"${key.slice(0, 80)}" is not a mark's id`, { keys: [[root, key]] });
    for (const value of written) {
      const parsed = textMarkSchema.safeParse(value);
      if (!parsed.success) {
        refuse("schema", `marks: ${parsed.error.issues[0]?.message ?? "is not valid"}`, { keys: [[root, key]] });
      }
    }
    if (++judged % SLICE === 0) yield;
  }
  return [];
}
