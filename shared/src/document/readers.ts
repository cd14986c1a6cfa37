import type * as Y from "yjs";
import type { Anchor } from "../schema/anchor.ts";
import type { AnnotationTarget, AssigneeEntry, MarkedBy } from "../schema/annotation.ts";
import { LAYER_MAPS, type LayerMapName, layerMap, parseKey } from "./layer-document.ts";
import { OwnedKeys } from "./owned-keys.ts";
import { threadOrder } from "./thread-order.ts";

export interface ReactionView {
  actor: string;
  sign: string;
  at: number;
}

/** A comment as people see it; times in epoch ms as its author's clock claims them. */
export interface CommentView {
  id: string;
  annotation: string;
  parent: string | null;
  author: string;
  createdAt: number;
  text: string;
  /** null until it was changed after it was made. */
  editedAt: number | null;
  deleted: MarkedBy | null;
  reactions: ReactionView[];
}

/** An annotation with all that belongs to it. */
export interface AnnotationView {
  id: string;
  author: string;
  createdAt: number;
  on: AnnotationTarget;
  /** Ids of the annotations that it was made from. */
  sources: readonly string[];
  anchor: Anchor | null;
  note: string;
  noteEditedAt: number | null;
  tags: { tag: string; by: string; at: number }[];
  /** In the order of the thread: each root followed by its replies. Deleted ones are among them. */
  comments: CommentView[];
  resolved: MarkedBy | null;
  assignee: AssigneeEntry | null;
  reactions: ReactionView[];
  deleted: MarkedBy | null;
  /** Latest of its making, note, tags and resolution; comments carry their own times. */
  updatedAt: number;
}

export interface LayerChange {
  /** Annotations that differ now, deleted ones included. */
  annotations: ReadonlySet<string>;
  origin: unknown;
  local: boolean;
}

const NONE: readonly never[] = [];

/**
 * Reads a layer document as plain values. Keeps, by watching the document, which tags, comments and reactions belong
 * to which annotation, so that a change costs as much as it touches.
 */
export class LayerReader {
  private readonly tagKeys = new OwnedKeys();
  private readonly commentIds = new OwnedKeys();
  private readonly reactionKeys = new OwnedKeys();
  private readonly listeners = new Set<(change: LayerChange) => void>();
  private readonly names: Map<unknown, LayerMapName>;
  private readonly onTransaction = (transaction: Y.Transaction) => this.follow(transaction);

  constructor(readonly doc: Y.Doc) {
    this.names = new Map(LAYER_MAPS.map((name) => [layerMap(doc, name) as unknown, name]));
    for (const key of layerMap(doc, "tags").keys()) this.index("tags", key, true);
    for (const key of layerMap(doc, "comments").keys()) this.index("comments", key, true);
    for (const key of layerMap(doc, "reactions").keys()) this.index("reactions", key, true);
    doc.on("afterTransaction", this.onTransaction);
  }

  destroy(): void {
    this.doc.off("afterTransaction", this.onTransaction);
    this.listeners.clear();
  }

  /** Calls back after each transaction that changed something; returns the function that stops it. */
  onChange(listener: (change: LayerChange) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Ids of all annotations, deleted ones included. */
  ids(): Iterable<string> {
    return layerMap(this.doc, "annotations").keys();
  }

  /** All annotations that are not deleted. */
  all(): AnnotationView[] {
    const views: AnnotationView[] = [];
    for (const id of this.ids()) {
      const view = this.annotation(id);
      if (view && !view.deleted) views.push(view);
    }
    return views;
  }

  /** One annotation, also when it is deleted; null when there is none of that id. */
  annotation(id: string): AnnotationView | null {
    const entry = layerMap(this.doc, "annotations").get(id);
    if (!entry) return null;
    const note = layerMap(this.doc, "notes").get(id);
    const resolved = layerMap(this.doc, "resolutions").get(id) ?? null;
    const tags = this.tagsOf(id);
    let updatedAt = Math.max(entry.createdAt, note?.editedAt ?? 0, resolved?.at ?? 0);
    for (const tag of tags) updatedAt = Math.max(updatedAt, tag.at);
    return {
      id,
      author: entry.author,
      createdAt: entry.createdAt,
      on: entry.on,
      sources: entry.sources ?? NONE,
      anchor: layerMap(this.doc, "anchors").get(id) ?? null,
      note: note?.text ?? "",
      noteEditedAt: note?.editedAt ?? null,
      tags,
      comments: this.commentsOf(id),
      resolved,
      assignee: layerMap(this.doc, "assignees").get(id) ?? null,
      reactions: this.reactionsOf(id),
      deleted: layerMap(this.doc, "deletions").get(id) ?? null,
      updatedAt,
    };
  }

  /** The annotation that an entry belongs to; null when that can't be told. */
  annotationOf(map: LayerMapName, key: string): string | null {
    const target = parseKey(map, key)?.target;
    if (target === undefined) return null;
    if (map === "comments" || map === "commentTexts") return this.annotationOfComment(target);
    if (map === "reactions" || map === "deletions") return this.annotationOfComment(target) ?? target;
    return target;
  }

  private annotationOfComment(id: string): string | null {
    return layerMap(this.doc, "comments").get(id)?.annotation ?? null;
  }

  private tagsOf(id: string): AnnotationView["tags"] {
    const tags: AnnotationView["tags"] = [];
    const map = layerMap(this.doc, "tags");
    for (const key of this.tagKeys.of(id)) {
      const value = map.get(key);
      if (value) tags.push({ tag: key.slice(id.length + 1), by: value.by, at: value.at });
    }
    return tags.sort((a, b) => a.at - b.at || (a.tag < b.tag ? -1 : 1));
  }

  private commentsOf(id: string): CommentView[] {
    const comments: CommentView[] = [];
    for (const commentId of this.commentIds.of(id)) {
      const entry = layerMap(this.doc, "comments").get(commentId);
      if (!entry) continue;
      const text = layerMap(this.doc, "commentTexts").get(commentId);
      comments.push({
        id: commentId,
        annotation: entry.annotation,
        parent: entry.parent,
        author: entry.author,
        createdAt: entry.createdAt,
        text: text?.text ?? "",
        editedAt: text && text.editedAt > entry.createdAt ? text.editedAt : null,
        deleted: layerMap(this.doc, "deletions").get(commentId) ?? null,
        reactions: this.reactionsOf(commentId),
      });
    }
    return threadOrder(comments);
  }

  private reactionsOf(target: string): ReactionView[] {
    const reactions: ReactionView[] = [];
    for (const key of this.reactionKeys.of(target)) {
      const value = layerMap(this.doc, "reactions").get(key);
      const parts = parseKey("reactions", key);
      if (value && parts?.actor && parts.sign) reactions.push({ actor: parts.actor, sign: parts.sign, at: value.at });
    }
    return reactions.sort((a, b) => a.at - b.at || (a.actor < b.actor ? -1 : 1));
  }

  private follow(transaction: Y.Transaction): void {
    let touched: Set<string> | undefined;
    for (const [type, keys] of transaction.changed) {
      const name = this.names.get(type);
      if (!name) continue;
      touched ??= new Set();
      for (const key of keys) {
        if (key === null) continue;
        this.index(name, key, layerMap(this.doc, name).has(key));
        const id = this.annotationOf(name, key);
        if (id !== null) touched.add(id);
      }
    }
    if (!touched || touched.size === 0) return;
    const change = { annotations: touched, origin: transaction.origin, local: transaction.local };
    for (const listener of this.listeners) listener(change);
  }

  private index(map: LayerMapName, key: string, present: boolean): void {
    if (map === "tags") keep(this.tagKeys, ownerIn(key), key, present);
    else if (map === "reactions") keep(this.reactionKeys, ownerIn(key), key, present);
    else if (map === "comments" && present) {
      // A comment's annotation never changes, and comments are hidden, not taken out.
      keep(this.commentIds, layerMap(this.doc, "comments").get(key)?.annotation, key, true);
    }
  }
}

/** What a key of several parts belongs to. Keys have been parsed where they were let in. */
function ownerIn(key: string): string | undefined {
  const end = key.indexOf("/");
  return end < 0 ? undefined : key.slice(0, end);
}

function keep(index: OwnedKeys, owner: string | undefined, key: string, present: boolean): void {
  if (owner === undefined) return;
  if (present) index.add(owner, key);
  else index.remove(owner, key);
}
