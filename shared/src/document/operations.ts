import type * as Y from "yjs";
import type { Anchor } from "../schema/anchor.ts";
import type { AnnotationTarget, ReactionSign } from "../schema/annotation.ts";
import { newId } from "../schema/ids.ts";
import { layerMap, reactionKey, tagKey } from "./layer-document.ts";

/**
 * Who does it and when (epoch ms). `origin` becomes the transaction's origin.
 * Each operation is one transaction, so it travels as one update and is accepted or refused whole. None of them checks
 * rights: `policy/entry-rules` does, here for buttons and on the server for good.
 */
export interface OperationContext {
  actor: string;
  now: number;
  origin?: unknown;
}

export interface NewAnnotation {
  id?: string;
  on: AnnotationTarget;
  anchor?: Anchor;
  note?: string;
  /** Tag ids. */
  tags?: readonly string[];
  sources?: readonly string[];
}

/** Makes an annotation and returns its id. */
export function annotate(doc: Y.Doc, ctx: OperationContext, made: NewAnnotation): string {
  const id = made.id ?? newId();
  doc.transact(() => {
    layerMap(doc, "annotations").set(id, {
      author: ctx.actor,
      createdAt: ctx.now,
      on: made.on,
      ...(made.sources && made.sources.length > 0 ? { sources: [...made.sources] } : {}),
    });
    if (made.anchor) layerMap(doc, "anchors").set(id, made.anchor);
    if (made.note) layerMap(doc, "notes").set(id, { text: made.note, editedAt: ctx.now });
    for (const tag of made.tags ?? []) layerMap(doc, "tags").set(tagKey(id, tag), { by: ctx.actor, at: ctx.now });
  }, ctx.origin);
  return id;
}

export function setAnchor(doc: Y.Doc, ctx: OperationContext, annotation: string, anchor: Anchor): void {
  doc.transact(() => layerMap(doc, "anchors").set(annotation, anchor), ctx.origin);
}

/** An empty text is an empty note, not a missing one: it keeps when it was emptied. */
export function setNote(doc: Y.Doc, ctx: OperationContext, annotation: string, text: string): void {
  doc.transact(() => layerMap(doc, "notes").set(annotation, { text, editedAt: ctx.now }), ctx.origin);
}

export function addTag(doc: Y.Doc, ctx: OperationContext, annotation: string, tag: string): void {
  const tags = layerMap(doc, "tags");
  const key = tagKey(annotation, tag);
  // Setting it again would only say that somebody else did it.
  if (tags.has(key)) return;
  doc.transact(() => tags.set(key, { by: ctx.actor, at: ctx.now }), ctx.origin);
}

export function removeTag(doc: Y.Doc, ctx: OperationContext, annotation: string, tag: string): void {
  doc.transact(() => layerMap(doc, "tags").delete(tagKey(annotation, tag)), ctx.origin);
}

export interface NewComment {
  id?: string;
  annotation: string;
  /** The comment it answers; null or absent for one that begins a thread. */
  parent?: string | null;
  text: string;
}

/** Adds a comment to an annotation's thread and returns its id. */
export function comment(doc: Y.Doc, ctx: OperationContext, made: NewComment): string {
  const id = made.id ?? newId();
  doc.transact(() => {
    layerMap(doc, "comments").set(id, {
      annotation: made.annotation,
      parent: made.parent ?? null,
      author: ctx.actor,
      createdAt: ctx.now,
    });
    layerMap(doc, "commentTexts").set(id, { text: made.text, editedAt: ctx.now });
  }, ctx.origin);
  return id;
}

export function editComment(doc: Y.Doc, ctx: OperationContext, commentId: string, text: string): void {
  doc.transact(() => layerMap(doc, "commentTexts").set(commentId, { text, editedAt: ctx.now }), ctx.origin);
}

export function resolve(doc: Y.Doc, ctx: OperationContext, annotation: string): void {
  doc.transact(() => layerMap(doc, "resolutions").set(annotation, { by: ctx.actor, at: ctx.now }), ctx.origin);
}

export function reopen(doc: Y.Doc, ctx: OperationContext, annotation: string): void {
  doc.transact(() => layerMap(doc, "resolutions").delete(annotation), ctx.origin);
}

/** `user` null: nobody is to settle the thread any more. */
export function assign(doc: Y.Doc, ctx: OperationContext, annotation: string, user: string | null): void {
  doc.transact(() => {
    const assignees = layerMap(doc, "assignees");
    if (user === null) assignees.delete(annotation);
    else assignees.set(annotation, { user, by: ctx.actor, at: ctx.now });
  }, ctx.origin);
}

export function react(doc: Y.Doc, ctx: OperationContext, target: string, sign: ReactionSign, on: boolean): void {
  doc.transact(() => {
    const reactions = layerMap(doc, "reactions");
    const key = reactionKey(target, ctx.actor, sign);
    if (on) reactions.set(key, { at: ctx.now });
    else reactions.delete(key);
  }, ctx.origin);
}

/** Hides an annotation or a comment; `restore` brings it back. */
export function remove(doc: Y.Doc, ctx: OperationContext, target: string): void {
  doc.transact(() => layerMap(doc, "deletions").set(target, { by: ctx.actor, at: ctx.now }), ctx.origin);
}

export function restore(doc: Y.Doc, ctx: OperationContext, target: string): void {
  doc.transact(() => layerMap(doc, "deletions").delete(target), ctx.origin);
}
