import { type LayerMapName, layerMap } from "@postil/shared/document/layer-document";
import { type EntryIndex, judgeEntry, type Refusal } from "@postil/shared/policy/entry-rules";
import type { AnnotationEntry, AssigneeEntry } from "@postil/shared/schema/annotation";
import type { CommentEntry } from "@postil/shared/schema/comment";
import type * as Y from "yjs";
import { forbidden, invalid } from "../../platform/errors.ts";
import type { ApprovedEntry, GateWriter } from "../gate/verdict.ts";
import type { ServerWrite } from "../room/task.ts";
import { type EntryWrite, entryWrites } from "./entry-changes.ts";
import type { OperationPlan } from "./plan-operations.ts";

/**
 * Judges all operations, each on top of those before it, and only then writes them: all or nothing. To be called in
 * the room's queue. `erased`: ids that nobody may write any more. Throws 403 or 422 with the place of the first operation that may not be.
 */
export function writeOperations(
  doc: Y.Doc,
  plan: OperationPlan,
  writer: GateWriter,
  { now, erased }: { now: number; erased: ReadonlySet<string> },
): ServerWrite {
  const after = new Overlay(doc, erased);
  const approved = new Map<string, ApprovedEntry>();
  plan.operations.forEach((planned, position) => {
    for (const write of entryWrites(planned, writer.actor, now)) {
      const { map, key, value } = write;
      const previous = after.get(map, key);
      // Like in the browser: tagging again would only say that somebody else did it.
      if (map === "tags" && value !== undefined && previous !== undefined) continue;
      if (value === undefined && previous === undefined) continue;
      const refusal = judgeEntry({ map, key, previous, value }, writer, after);
      if (refusal) throw refused(refusal, position);
      after.set(write);
      const id = `${map}/${key}`;
      const values = [...(approved.get(id)?.values ?? []), ...(value === undefined ? [] : [value])];
      approved.set(id, { map, key, values, mayBeGone: value === undefined });
    }
  });
  for (const { map, key, value } of after.writes()) {
    const entries = layerMap(doc, map) as unknown as Y.Map<unknown>;
    if (value === undefined) entries.delete(key);
    else entries.set(key, value);
  }
  return { entries: [...approved.values()], touchesText: false };
}

function refused(refusal: Refusal, position: number) {
  const what = `Operation ${position}: ${refusal.reason}. Nothing was changed.`;
  if (refusal.code === "role" || refusal.code === "author") return forbidden(what);
  return invalid([{ path: `operations.${position}`, message: refusal.reason }]);
}

/** The document as it will be. */
class Overlay implements EntryIndex {
  private readonly changed = new Map<string, EntryWrite>();

  constructor(
    private readonly doc: Y.Doc,
    private readonly erased: ReadonlySet<string>,
  ) {}

  isErased(id: string): boolean {
    return this.erased.has(id);
  }

  get(map: LayerMapName, key: string): unknown {
    const write = this.changed.get(`${map}/${key}`);
    return write ? write.value : layerMap(this.doc, map).get(key);
  }

  set(write: EntryWrite): void {
    this.changed.set(`${write.map}/${write.key}`, write);
  }

  writes(): Iterable<EntryWrite> {
    return this.changed.values();
  }

  annotation(id: string): AnnotationEntry | undefined {
    return this.get("annotations", id) as AnnotationEntry | undefined;
  }

  comment(id: string): CommentEntry | undefined {
    return this.get("comments", id) as CommentEntry | undefined;
  }

  assignee(annotationId: string): AssigneeEntry | undefined {
    return this.get("assignees", annotationId) as AssigneeEntry | undefined;
  }
}
