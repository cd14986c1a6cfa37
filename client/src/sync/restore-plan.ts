import { isLayerMap, type LayerMapName, layerMap } from "@postil/shared/document/layer-document";
import { type EntryIndex, JUDGING_ORDER, judgeEntry, type Writer } from "@postil/shared/policy/entry-rules";
import type { AnnotationEntry, AssigneeEntry, EditedText } from "@postil/shared/schema/annotation";
import type { CommentEntry } from "@postil/shared/schema/comment";
import { equalityDeep } from "lib0/function";
import type * as Y from "yjs";
import type { RecoveredItem, RecoveredRow } from "./recovered-row.ts";

/** Most bytes of JSON in one transaction that puts work back. */
export const RESTORE_BYTES = 64 * 1024;

interface RestorePlan {
  /** What to write, each list in one transaction, in this order. */
  batches: RecoveredItem[][];
  /** What stays under recovered work. */
  keep: RecoveredItem[];
}

/** Maps whose entries say only that something is so: one that is there already needs no other. */
const MARKERS: ReadonlySet<LayerMapName> = new Set(["tags", "resolutions", "reactions", "deletions"]);

/**
 * Decides what of a piece of recovered work goes back into a document: what the role allows and the server lacks.
 * What the server already has is dropped, the rest is kept for the person to see.
 */
export function planRestore(row: RecoveredRow, doc: Y.Doc, writer: Writer): RestorePlan {
  const avoid = row.avoid === "all" ? null : new Set(row.avoid.map((entry) => JSON.stringify(entry)));
  const overlay = new Overlay(doc);
  const restore: RecoveredItem[] = [];
  const keep: RecoveredItem[] = [];
  for (const item of inJudgingOrder(row.items)) {
    const { map, key } = item;
    if (!isLayerMap(map)) {
      keep.push(item);
      continue;
    }
    const previous: unknown = layerMap(doc, map).get(key);
    const value = item.value ?? undefined;
    if (isThere(map, previous, value)) continue;
    const avoided = avoid === null || avoid.has(JSON.stringify([map, key]));
    if (avoided || isOlder(map, value, previous) || judgeEntry({ map, key, previous, value }, writer, overlay)) {
      keep.push(item);
      continue;
    }
    overlay.add(map, key, value);
    restore.push(item);
  }
  return { batches: inBatches(restore, overlay), keep };
}

/** Writes one batch of a plan: one transaction. */
export function restoreBatch(doc: Y.Doc, batch: readonly RecoveredItem[], origin: unknown): void {
  doc.transact(() => {
    for (const { map, key, value } of batch) {
      if (value === null) doc.getMap(map).delete(key);
      else doc.getMap(map).set(key, value);
    }
  }, origin);
}

function inJudgingOrder(items: readonly RecoveredItem[]): RecoveredItem[] {
  const order: readonly string[] = JUDGING_ORDER;
  const replyDepth = (item: RecoveredItem) => (item.value as Partial<CommentEntry> | null)?.createdAt ?? 0;
  return [...items].sort(
    (a, b) => order.indexOf(a.map) - order.indexOf(b.map) || (a.map === "comments" ? replyDepth(a) - replyDepth(b) : 0),
  );
}

function isThere(map: LayerMapName, previous: unknown, value: unknown): boolean {
  if (previous === undefined || value === undefined) return previous === value;
  if (MARKERS.has(map)) return true;
  if (map === "notes" || map === "commentTexts") return (previous as EditedText).text === (value as EditedText).text;
  return equalityDeep(previous, value);
}

/** Words that were changed elsewhere since: neither version may be lost. */
function isOlder(map: LayerMapName, value: unknown, previous: unknown): boolean {
  if (map !== "notes" && map !== "commentTexts") return false;
  if (value === undefined || previous === undefined) return false;
  return (previous as EditedText).editedAt > (value as EditedText).editedAt;
}

/** The document as it will be once what was accepted so far is written. */
class Overlay implements EntryIndex {
  private readonly added = new Map<string, unknown>();

  constructor(private readonly doc: Y.Doc) {}

  add(map: LayerMapName, key: string, value: unknown): void {
    this.added.set(`${map}/${key}`, value);
  }

  annotation(id: string): AnnotationEntry | undefined {
    return (this.added.get(`annotations/${id}`) as AnnotationEntry) ?? layerMap(this.doc, "annotations").get(id);
  }

  comment(id: string): CommentEntry | undefined {
    return (this.added.get(`comments/${id}`) as CommentEntry) ?? layerMap(this.doc, "comments").get(id);
  }

  assignee(id: string): AssigneeEntry | undefined {
    const key = `assignees/${id}`;
    return this.added.has(key) ? (this.added.get(key) as AssigneeEntry) : layerMap(this.doc, "assignees").get(id);
  }
}

/** What belongs to one annotation stays together as far as the size allows; entries keep their order within it. */
function inBatches(items: readonly RecoveredItem[], overlay: Overlay): RecoveredItem[][] {
  const groups = new Map<string, RecoveredItem[]>();
  for (const item of items) {
    const [target = ""] = item.key.split("/");
    const annotation = overlay.comment(target)?.annotation ?? target;
    const group = groups.get(annotation);
    if (group) group.push(item);
    else groups.set(annotation, [item]);
  }
  const batches: RecoveredItem[][] = [];
  let size = Number.POSITIVE_INFINITY;
  for (const item of [...groups.values()].flat()) {
    const bytes = new TextEncoder().encode(JSON.stringify([item.map, item.key, item.value])).length;
    if (size + bytes > RESTORE_BYTES) {
      batches.push([]);
      size = 0;
    }
    batches.at(-1)?.push(item);
    size += bytes;
  }
  return batches;
}
