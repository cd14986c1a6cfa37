import { describeAnchor } from "@postil/shared/anchor/describe";
import { type TextRange, type TextSnapshot, textSnapshot } from "@postil/shared/anchor/text-snapshot";
import { layerMap, reactionKey, tagKey } from "@postil/shared/document/layer-document";
import * as operations from "@postil/shared/document/operations";
import type { MarkedBy, ReactionSign } from "@postil/shared/schema/annotation";
import { newId } from "@postil/shared/schema/ids";
import type * as Y from "yjs";
import type { ResolvedAnnotation } from "./annotation-index.ts";
import { type EntryChange, EntryStep, type StepDocuments } from "./entry-step.ts";
import type { Step, UndoStack } from "./undo-stack.ts";
import { words } from "./words.ts";

/** The documents as they stand now. They are replaced when refused work was rescued: ask anew for each step. */
export interface Documents extends StepDocuments {
  text: Y.Doc;
}

/** Most bytes of JSON in one transaction: an update stays far below what the server takes at once. */
const AT_ONCE = 32 * 1024;

/**
 * What a person does with annotations: each is an operation on the layer, remembered by the entries that it changed.
 * Undoing never touches what others did: it sets back what the step had set, where that still stands.
 */
export class AnnotationActions {
  constructor(
    private readonly documents: () => Documents | null,
    readonly steps: UndoStack,
    private readonly now: () => number = Date.now,
  ) {}

  /** Whether there is anything to write into: not once the article is gone. Everything below throws then. */
  get open(): boolean {
    return this.documents() !== null;
  }

  /** Makes an annotation on passages (UTF-16 ranges of the text as it stands) and returns its id. */
  annotate(ranges: readonly TextRange[], more: { tags?: readonly string[]; note?: string } = {}): string {
    const id = newId();
    const anchor = describeAnchor(this.text(), ranges);
    operations.annotate(this.layer, this.context(), { id, on: "passage", anchor, ...more });
    this.made(words.steps.annotate, [id]);
    return id;
  }

  /** Makes an annotation on each of these passages (one at least), all of them one step. */
  annotateEach(
    ranges: readonly TextRange[],
    more: { tags?: readonly string[]; note?: string } = {},
  ): { ids: string[]; step: Step } {
    const text = this.text();
    const made = ranges.map((range) => ({
      id: newId(),
      on: "passage" as const,
      anchor: describeAnchor(text, [range]),
      ...more,
    }));
    for (const batch of inBatches(made, AT_ONCE)) {
      this.layer.transact(() => {
        for (const one of batch) operations.annotate(this.layer, this.context(), one);
      });
    }
    const ids = made.map(({ id }) => id);
    return { ids, step: this.made(words.steps.annotateEach(ids.length), ids) };
  }

  /** Makes an annotation on the whole article, its thread begun with `comment` where there is one, and returns its id. */
  annotateWhole(
    on: "article" | "memo",
    { comment, ...more }: { tags?: readonly string[]; note?: string; comment?: string },
  ): string {
    const id = newId();
    this.layer.transact(() => {
      operations.annotate(this.layer, this.context(), { id, on, ...more });
      if (comment) operations.comment(this.layer, this.context(), { annotation: id, text: comment });
    });
    this.made(on === "memo" ? words.steps.memo : words.steps.annotateWhole, [id]);
    return id;
  }

  /** Writes `text` as the note of one annotation and deletes the others, whose words it holds: one step. */
  join(into: string, others: readonly string[], text: string): void {
    this.step(words.steps.join, [["notes", into], ...others.map((id) => ["deletions", id] as const)], () => {
      this.layer.transact(() => {
        operations.setNote(this.layer, this.context(), into, text);
        for (const id of others) operations.remove(this.layer, this.context(), id);
      });
    });
  }

  /** Makes an annotation out of others', where they stand now. Returns its id. `step`: what undoing calls it. */
  adopt(
    { on, ranges, anchor }: Pick<ResolvedAnnotation, "on" | "ranges" | "anchor">,
    more: { tags: readonly string[]; note: string; sources: readonly string[] },
    step: string = words.steps.adopt,
  ): string {
    const id = newId();
    const there = ranges.length > 0 ? describeAnchor(this.text(), ranges) : anchor;
    operations.annotate(this.layer, this.context(), { id, on, ...(there ? { anchor: there } : {}), ...more });
    this.made(step, [id]);
    return id;
  }

  /** Puts other passages in place of those that the annotation is about. */
  move(id: string, ranges: readonly TextRange[]): void {
    const anchor = describeAnchor(this.text(), ranges);
    this.step(words.steps.move, [["anchors", id]], () => operations.setAnchor(this.layer, this.context(), id, anchor));
  }

  /** Writes a note as it is being typed; `noteWritten` makes the whole of it one step. */
  writeNote(id: string, text: string): void {
    if ((layerMap(this.layer, "notes").get(id)?.text ?? "") === text) return;
    operations.setNote(this.layer, this.context(), id, text);
  }

  /** Ends the writing of a note that read `before` when it began. */
  noteWritten(id: string, before: string, after: string): void {
    if (before === after) return;
    const [was, is] = [before, after].map((text) => ({ text, editedAt: this.now() }));
    this.remember(words.steps.note, [{ map: "notes", key: id, before: was, after: is }]);
  }

  addTag(id: string, tag: string): void {
    if (layerMap(this.layer, "tags").has(tagKey(id, tag))) return;
    this.step(words.steps.tag, [["tags", tagKey(id, tag)]], () =>
      operations.addTag(this.layer, this.context(), id, tag),
    );
  }

  /** Takes tags off: several where merged tags show as one. */
  removeTags(id: string, tags: readonly string[]): void {
    const there = tags.filter((tag) => layerMap(this.layer, "tags").has(tagKey(id, tag)));
    if (there.length === 0) return;
    const keys = there.map((tag) => ["tags", tagKey(id, tag)] as const);
    this.step(words.steps.untag, keys, () => {
      for (const tag of there) operations.removeTag(this.layer, this.context(), id, tag);
    });
  }

  comment(annotation: string, text: string, parent: string | null = null): string {
    const id = newId();
    operations.comment(this.layer, this.context(), { id, annotation, parent, text });
    this.made(words.steps.comment, [id]);
    return id;
  }

  editComment(id: string, text: string): void {
    if ((layerMap(this.layer, "commentTexts").get(id)?.text ?? "") === text) return;
    this.step(words.steps.editComment, [["commentTexts", id]], () =>
      operations.editComment(this.layer, this.context(), id, text),
    );
  }

  setResolved(id: string, resolved: boolean): void {
    this.step(resolved ? words.steps.resolve : words.steps.reopen, [["resolutions", id]], () =>
      resolved ? operations.resolve(this.layer, this.context(), id) : operations.reopen(this.layer, this.context(), id),
    );
  }

  /** `user` null: nobody is to settle the thread any more. */
  assign(id: string, user: string | null): void {
    if ((layerMap(this.layer, "assignees").get(id)?.user ?? null) === user) return;
    this.step(user === null ? words.steps.unassign : words.steps.assign, [["assignees", id]], () =>
      operations.assign(this.layer, this.context(), id, user),
    );
  }

  /** Sets one's own sign on an annotation or a comment, or takes it off. */
  toggleReaction(target: string, sign: ReactionSign): void {
    const key = reactionKey(target, this.here.writer.actor, sign);
    const on = !layerMap(this.layer, "reactions").has(key);
    this.step(words.steps.reaction, [["reactions", key]], () =>
      operations.react(this.layer, this.context(), target, sign, on),
    );
  }

  /** Brings back what was deleted; not a step of its own where the deletion still is one. */
  restore(target: string): void {
    this.step(words.steps.restore, [["deletions", target]], () =>
      operations.restore(this.layer, this.context(), target),
    );
  }

  /** Hides an annotation or a comment; answers the step, for a notice that offers to take it back. */
  remove(target: string): Step {
    return this.step(words.steps.remove, [["deletions", target]], () =>
      operations.remove(this.layer, this.context(), target),
    );
  }

  private get here(): Documents {
    const documents = this.documents();
    if (!documents) throw new Error("there is no document to write into");
    return documents;
  }

  private get layer(): Y.Doc {
    return this.here.layer;
  }

  private text(): TextSnapshot {
    return textSnapshot(this.here.text);
  }

  private context(): operations.OperationContext {
    return { actor: this.here.writer.actor, now: this.now() };
  }

  /** Does something and remembers what it did to these entries. */
  private step(name: string, keys: readonly (readonly [EntryChange["map"], string])[], act: () => void): Step {
    const read = () => keys.map(([map, key]): unknown => layerMap(this.layer, map).get(key));
    const before = read();
    act();
    const after = read();
    return this.remember(
      name,
      keys.map(([map, key], index) => ({ map, key, before: before[index], after: after[index] })),
    );
  }

  /** Annotations or comments were made. They are never taken out of a layer: taking them back hides them. */
  private made(name: string, ids: readonly string[]): Step {
    const before: MarkedBy = { by: this.here.writer.actor, at: this.now() };
    return this.remember(
      name,
      ids.map((key) => ({ map: "deletions", key, before, after: undefined, made: true })),
    );
  }

  private remember(name: string, changes: EntryChange[]): Step {
    const step = new EntryStep(name, changes, this.documents, this.now);
    this.steps.push(step);
    return step;
  }
}

const encoder = new TextEncoder();

/** Splits what is written together; each batch is as long as fits, and holds one at least. `bytes`: of it as JSON. */
function inBatches<T>(items: readonly T[], bytes: number): T[][] {
  const batches: T[][] = [];
  let left = 0;
  for (const item of items) {
    const size = encoder.encode(JSON.stringify(item)).length;
    if (size > left) {
      batches.push([]);
      left = bytes;
    }
    batches.at(-1)?.push(item);
    left -= size;
  }
  return batches;
}
