import { type LayerEntries, type LayerMapName, layerMap, PUBLISHED_BY } from "@postil/shared/document/layer-document";
import { judgeEntry, type Writer } from "@postil/shared/policy/entry-rules";
import type { AssigneeEntry, EditedText, MarkedBy } from "@postil/shared/schema/annotation";
import { equalityDeep } from "lib0/function";
import type * as Y from "yjs";
import type { Obstacle, Step, StepOutcome } from "./undo-stack.ts";

/** The layer as it stands now. It is replaced when refused work was rescued: ask anew for each step. */
export interface StepDocuments {
  layer: Y.Doc;
  /** Whom to write as, with what rights. */
  writer: Writer;
  /** The server's state is in it, and what was rescued is back: what is missing now is gone. */
  whole: boolean;
  /** Whether the codebook still has a tag. */
  hasTag: (id: string) => boolean;
}

/** What stood under one key before a step, and what the step left there; undefined: nothing. */
export interface EntryChange {
  map: Exclude<LayerMapName, "annotations" | "comments">;
  key: string;
  before: unknown;
  after: unknown;
  /** The step made what `key` names: taking it back takes the thread with it. */
  made?: boolean;
}

/** Most entries in one transaction, so that its update stays far below what the server takes at once. */
const AT_ONCE = 200;

/**
 * A step as the entries that it changed. Taking it back sets each of them to what it was, but only where the step's own
 * value still stands: what somebody has written since, in whichever tab, stays and is told.
 */
export class EntryStep implements Step {
  constructor(
    readonly name: string,
    private changes: EntryChange[],
    private readonly documents: () => StepDocuments | null,
    private readonly now: () => number,
  ) {}

  undo(): StepOutcome {
    return this.turn("undo");
  }

  redo(): StepOutcome {
    return this.turn("redo");
  }

  /** Published meanwhile, it is somewhere else: what was done here isn't taken back any more. */
  isOver(): boolean {
    const documents = this.documents();
    if (!documents) return false;
    const { layer } = documents;
    return this.changes.every(
      ({ key }) => layerMap(layer, "deletions").get(annotationOf(layer, key))?.by === PUBLISHED_BY,
    );
  }

  private turn(way: "undo" | "redo"): StepOutcome {
    const documents = this.documents();
    if (!documents) return { done: 0, left: this.changes.length, why: "not-yet" };
    const { layer, writer } = documents;
    const answered = way === "undo" && this.changes.some(({ made }) => made) ? answeredByOthers(layer, writer) : null;
    const ready: { change: EntryChange; value: unknown }[] = [];
    let why: Obstacle | null = null;
    for (const change of this.changes) {
      const value = signed(change.map, way === "undo" ? change.before : change.after, writer.actor, this.now());
      const obstacle =
        (change.made && answered?.has(change.key) ? "answered" : null) ?? inTheWay(documents, change, way, value);
      if (obstacle) why ??= obstacle;
      else ready.push({ change, value });
    }
    const left = this.changes.length - ready.length;
    // Nothing was done: the step stays whole, should it be possible later.
    if (ready.length === 0) return { done: 0, left, why };
    for (let at = 0; at < ready.length; at += AT_ONCE) {
      layer.transact(() => {
        for (const { change, value } of ready.slice(at, at + AT_ONCE)) {
          const map = layerMap(layer, change.map);
          if (value === undefined) map.delete(change.key);
          else map.set(change.key, value as never);
        }
      });
    }
    this.changes = ready.map(({ change, value }) =>
      way === "undo" ? { ...change, before: value } : { ...change, after: value },
    );
    return { done: ready.length, left, why };
  }
}

/** Why an entry can't be set to `value` again; null when it can. */
function inTheWay(
  { layer, writer, whole, hasTag }: StepDocuments,
  { map, key, before, after }: EntryChange,
  way: "undo" | "redo",
  value: unknown,
): Obstacle | null {
  const target = targetOf(key);
  const annotation = annotationOf(layer, key);
  const comments = layerMap(layer, "comments");
  if (!layerMap(layer, "annotations").has(annotation)) return whole ? "gone" : "not-yet";
  const deletions = layerMap(layer, "deletions");
  const hidden = map === "deletions" ? target !== annotation && deletions.has(annotation) : isHidden(layer, target);
  if (hidden) return "deleted";
  if (map === "tags" && value !== undefined && !hasTag(key.slice(target.length + 1))) return "tag-deleted";
  const previous: unknown = layerMap(layer, map).get(key);
  if (!same(map, previous, way === "undo" ? after : before)) return "changed";
  const refusal = judgeEntry({ map, key, previous, value }, writer, {
    annotation: (id) => layerMap(layer, "annotations").get(id),
    comment: (id) => comments.get(id),
    assignee: (id) => layerMap(layer, "assignees").get(id),
  });
  if (!refusal) return null;
  return refusal.code === "role" ? "role" : "rights";
}

function targetOf(key: string): string {
  const end = key.indexOf("/");
  return end < 0 ? key : key.slice(0, end);
}

function annotationOf(layer: Y.Doc, key: string): string {
  const target = targetOf(key);
  return layerMap(layer, "comments").get(target)?.annotation ?? target;
}

function isHidden(layer: Y.Doc, target: string): boolean {
  const deletions = layerMap(layer, "deletions");
  return deletions.has(target) || deletions.has(annotationOf(layer, target));
}

/** Annotations under which others' comments stand. */
function answeredByOthers(layer: Y.Doc, writer: Writer): ReadonlySet<string> {
  const answered = new Set<string>();
  const deletions = layerMap(layer, "deletions");
  for (const [id, { annotation, author }] of layerMap(layer, "comments").entries()) {
    if (author !== writer.actor && !deletions.has(id)) answered.add(annotation);
  }
  return answered;
}

/** Whether an entry says the same, by the same person: when it was said counts for nothing. */
function same(map: LayerMapName, a: unknown, b: unknown): boolean {
  if (map === "notes" || map === "commentTexts") {
    return ((a as EditedText | undefined)?.text ?? "") === ((b as EditedText | undefined)?.text ?? "");
  }
  if (a === undefined || b === undefined) return a === b;
  if (map === "reactions") return true;
  if (map === "anchors") return equalityDeep(a, b);
  const [one, other] = [a as Partial<AssigneeEntry>, b as Partial<AssigneeEntry>];
  return one.by === other.by && one.user === other.user;
}

/** What stood there before, as this person may write it: others' names are theirs to give. */
function signed(map: EntryChange["map"], value: unknown, actor: string, now: number): unknown {
  switch (map) {
    case "notes":
    case "commentTexts":
      return { text: (value as EditedText | undefined)?.text ?? "", editedAt: now } satisfies EditedText;
    case "tags":
      // Its time stays: it is where it stands among the others.
      return value && ({ ...(value as MarkedBy), by: actor } satisfies LayerEntries["tags"]);
    case "resolutions":
    case "deletions":
      return value && ({ by: actor, at: now } satisfies MarkedBy);
    case "assignees":
      return value && { ...(value as AssigneeEntry), by: actor, at: now };
    default:
      return value;
  }
}
