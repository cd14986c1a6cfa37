import { describeAnchor } from "@postil/shared/anchor/describe";
import { type TextRange, type TextSnapshot, textSnapshot } from "@postil/shared/anchor/text-snapshot";
import { layerMap, PUBLISHED_BY, reactionKey, tagKey } from "@postil/shared/document/layer-document";
import * as operations from "@postil/shared/document/operations";
import type { Anchor } from "@postil/shared/schema/anchor";
import type { ReactionSign } from "@postil/shared/schema/annotation";
import { newId } from "@postil/shared/schema/ids";
import type * as Y from "yjs";
import type { ResolvedAnnotation } from "./annotation-index.ts";
import type { Step, UndoStack } from "./undo-stack.ts";
import { words } from "./words.ts";

/** The documents as they stand now. They are replaced when refused work was rescued: ask anew for each step. */
export interface Documents {
  layer: Y.Doc;
  text: Y.Doc;
  /** Whom to write as. */
  actor: string;
}

/**
 * What a person does with annotations: each is an operation on the layer, remembered with its inverse. Undoing never
 * touches what others did: it sets back the one entry that the step had set.
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
    this.remember(
      id,
      words.steps.annotate,
      () => operations.remove(this.layer, this.context(), id),
      () => operations.restore(this.layer, this.context(), id),
    );
    return id;
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
    this.remember(
      id,
      step,
      () => operations.remove(this.layer, this.context(), id),
      () => operations.restore(this.layer, this.context(), id),
    );
    return id;
  }

  /** Puts other passages in place of those that the annotation is about. */
  move(id: string, ranges: readonly TextRange[]): void {
    const before = layerMap(this.layer, "anchors").get(id);
    const after = describeAnchor(this.text(), ranges);
    const set = (anchor: Anchor) => operations.setAnchor(this.layer, this.context(), id, anchor);
    set(after);
    if (before)
      this.remember(
        id,
        words.steps.move,
        () => set(before),
        () => set(after),
      );
  }

  /** Writes a note as it is being typed; `noteWritten` makes the whole of it one step. */
  writeNote(id: string, text: string): void {
    if ((layerMap(this.layer, "notes").get(id)?.text ?? "") === text) return;
    operations.setNote(this.layer, this.context(), id, text);
  }

  /** Ends the writing of a note that read `before` when it began. */
  noteWritten(id: string, before: string, after: string): void {
    if (before === after) return;
    this.remember(
      id,
      words.steps.note,
      () => this.writeNote(id, before),
      () => this.writeNote(id, after),
    );
  }

  addTag(id: string, tag: string): void {
    if (layerMap(this.layer, "tags").has(tagKey(id, tag))) return;
    const add = () => operations.addTag(this.layer, this.context(), id, tag);
    add();
    this.remember(id, words.steps.tag, () => operations.removeTag(this.layer, this.context(), id, tag), add);
  }

  /** Takes tags off: several where merged tags show as one. */
  removeTags(id: string, tags: readonly string[]): void {
    const there = tags.filter((tag) => layerMap(this.layer, "tags").has(tagKey(id, tag)));
    if (there.length === 0) return;
    const off = () => {
      for (const tag of there) operations.removeTag(this.layer, this.context(), id, tag);
    };
    off();
    this.remember(
      id,
      words.steps.untag,
      () => {
        for (const tag of there) operations.addTag(this.layer, this.context(), id, tag);
      },
      off,
    );
  }

  comment(annotation: string, text: string, parent: string | null = null): string {
    const id = newId();
    operations.comment(this.layer, this.context(), { id, annotation, parent, text });
    this.remember(
      annotation,
      words.steps.comment,
      () => operations.remove(this.layer, this.context(), id),
      () => operations.restore(this.layer, this.context(), id),
    );
    return id;
  }

  editComment(id: string, text: string): void {
    const before = layerMap(this.layer, "commentTexts").get(id)?.text ?? "";
    if (before === text) return;
    const set = (value: string) => operations.editComment(this.layer, this.context(), id, value);
    set(text);
    this.remember(
      id,
      words.steps.editComment,
      () => set(before),
      () => set(text),
    );
  }

  setResolved(id: string, resolved: boolean): void {
    const set = (on: boolean) =>
      on ? operations.resolve(this.layer, this.context(), id) : operations.reopen(this.layer, this.context(), id);
    set(resolved);
    this.remember(
      id,
      resolved ? words.steps.resolve : words.steps.reopen,
      () => set(!resolved),
      () => set(resolved),
    );
  }

  /** `user` null: nobody is to settle the thread any more. */
  assign(id: string, user: string | null): void {
    const before = layerMap(this.layer, "assignees").get(id)?.user ?? null;
    if (before === user) return;
    const set = (whom: string | null) => operations.assign(this.layer, this.context(), id, whom);
    set(user);
    this.remember(
      id,
      user === null ? words.steps.unassign : words.steps.assign,
      () => set(before),
      () => set(user),
    );
  }

  /** Sets one's own sign on an annotation or a comment, or takes it off. */
  toggleReaction(target: string, sign: ReactionSign): void {
    const on = !layerMap(this.layer, "reactions").has(reactionKey(target, this.here.actor, sign));
    const set = (wanted: boolean) => operations.react(this.layer, this.context(), target, sign, wanted);
    set(on);
    this.remember(
      target,
      words.steps.reaction,
      () => set(!on),
      () => set(on),
    );
  }

  /** Brings back what was deleted; not a step of its own where the deletion still is one. */
  restore(target: string): void {
    const back = () => operations.restore(this.layer, this.context(), target);
    back();
    this.remember(target, words.steps.restore, () => operations.remove(this.layer, this.context(), target), back);
  }

  /** Hides an annotation or a comment; answers the step, for a notice that offers to take it back. */
  remove(target: string): Step {
    const hide = () => operations.remove(this.layer, this.context(), target);
    hide();
    return this.remember(
      target,
      words.steps.remove,
      () => operations.restore(this.layer, this.context(), target),
      hide,
    );
  }

  /** Published meanwhile, it is somewhere else: what was done here isn't taken back any more. */
  private isPublished(target: string): boolean {
    const annotation = layerMap(this.layer, "comments").get(target)?.annotation ?? target;
    return layerMap(this.layer, "deletions").get(annotation)?.by === PUBLISHED_BY;
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
    return { actor: this.here.actor, now: this.now() };
  }

  /** `about`: the annotation or comment that it was done to. */
  private remember(about: string, name: string, undo: () => void, redo: () => void): Step {
    const step = { name, undo, redo, isOver: () => this.isPublished(about) };
    this.steps.push(step);
    return step;
  }
}
