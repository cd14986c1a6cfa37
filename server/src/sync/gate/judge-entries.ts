import { type LayerMapName, parseKey } from "@postil/shared/document/layer-document";
import type { Refusal } from "@postil/shared/policy/entry-rules";
import { type EntryIndex, JUDGING_ORDER, judgeEntry } from "@postil/shared/policy/entry-rules";
import type { AnnotationEntry, AssigneeEntry, MarkedBy } from "@postil/shared/schema/annotation";
import type { CommentEntry } from "@postil/shared/schema/comment";
import type { EntryEffect } from "./effects.ts";
import type { Roots } from "./place.ts";
import { type GateWriter, refuse } from "./verdict.ts";

/** The entries of one update, judged one after the other: a long update can be judged in slices. */
export interface EntryJudgement {
  /** Entries that may be written only to be set back at once. */
  readonly restores: readonly EntryEffect[];
  /** Judges at most so many further ones; true when all are judged. Throws Refused. */
  advance(most: number): boolean;
}

const RANK = new Map<string, number>(JUDGING_ORDER.map((map, rank) => [map, rank]));

/**
 * Judges a layer's entries against the state after all of the update: after an offline reload a note's block may
 * precede its annotation's.
 */
export class LayerJudgement implements EntryJudgement {
  readonly restores: EntryEffect[] = [];
  private readonly entries: readonly EntryEffect[];
  private readonly index: AfterIndex;
  private judged = 0;

  constructor(
    roots: Roots,
    entries: readonly EntryEffect[],
    private readonly writer: GateWriter,
    isErased: (id: string) => boolean,
  ) {
    this.index = new AfterIndex(roots, entries, writer.actor, isErased);
    const rank = ({ root }: EntryEffect) => RANK.get(root) as number;
    this.entries = entries.length < 2 ? entries : [...entries].sort((a, b) => rank(a) - rank(b));
    refuseRings(entries);
  }

  advance(most: number): boolean {
    const end = Math.min(this.entries.length, this.judged + most);
    for (; this.judged < end; this.judged++) {
      const entry = this.entries[this.judged] as EntryEffect;
      if (entry.root !== "deletions" || !cameTooLate(entry, this.writer, this.index)) {
        judgeOne(entry.root as LayerMapName, entry, this.writer, this.index);
      } else if (entry.result !== entry.previous) this.restores.push(entry);
    }
    return this.judged === this.entries.length;
  }
}

/** Each parent is there after all of the update, so replies could answer one another in a ring. */
function refuseRings(entries: readonly EntryEffect[]): void {
  const parents = new Map<string, unknown>();
  for (const { root, key, result } of entries) {
    const parent = root === "comments" ? (result as Partial<CommentEntry> | undefined)?.parent : null;
    if (typeof parent === "string") parents.set(key, parent);
  }
  const settled = new Set<unknown>();
  for (const key of parents.keys()) {
    const path = new Set<unknown>();
    for (let at: unknown = key; typeof at === "string" && !settled.has(at); at = parents.get(at)) {
      if (path.has(at))
        refuse("unknown-entry", "replies must not answer one another in a ring", { keys: [["comments", key]] });
      path.add(at);
    }
    for (const at of path) settled.add(at);
  }
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
  const { key, previous } = entry;
  index.askedFor(entry);
  for (const value of entry.written) {
    const refusal = judgeEntry({ map, key, previous, value }, writer, index);
    if (refusal) refuseEntry(refusal, map, key);
  }
  if (entry.result === undefined && previous !== undefined) {
    const refusal = judgeEntry({ map, key, previous, value: undefined }, writer, index);
    if (refusal) refuseEntry(refusal, map, key);
  } else if (entry.written.length === 0 && !parseKey(map, key)) {
    // Nothing will stand there, but a key that no reader knows must not stay behind as a tombstone either.
    refuse("key", `"${key.slice(0, 80)}" is not a key that ${map} may hold`, { keys: [[map, key]] });
  }
}

/** What an entry belongs to may be on its way: in the SyncStep2 that is still to come, or in the log. */
function refuseEntry(refusal: Refusal, map: string, key: string): never {
  const cause = refusal.code === "unknown-entry" ? "unknown" : "final";
  refuse(refusal.code, refusal.reason, { keys: [[map, key]], cause });
}

/** Up to this many entries are looked through one by one. */
const FEW = 8;

/** Entries as they will be, but for what was erased: there the writer's own late edit is harmless and must not stick. */
class AfterIndex implements EntryIndex {
  private asked: EntryEffect | undefined;
  private byId: Map<string, EntryEffect> | undefined;

  constructor(
    private readonly roots: Roots,
    private readonly entries: readonly EntryEffect[],
    private readonly actor: string,
    readonly isErased: (id: string) => boolean,
  ) {}

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
    const effect = this.effectOn(map, key);
    return effect ? effect.result : this.roots.valueAt(map, key);
  }

  private effectOn(map: string, key: string): EntryEffect | undefined {
    const { entries } = this;
    if (entries.length <= FEW) {
      for (const entry of entries) if (entry.key === key && entry.root === map) return entry;
      return undefined;
    }
    this.byId ??= new Map(entries.map((entry) => [`${entry.root}/${entry.key}`, entry]));
    return this.byId.get(`${map}/${key}`);
  }

  private erased(map: string, key: string): boolean {
    return this.roots.itemAt(map, key)?.deleted === true;
  }
}
