import type * as Y from "yjs";
import { type Anchor, anchorSchema } from "../schema/anchor.ts";
import {
  type AnnotationEntry,
  type AssigneeEntry,
  annotationEntrySchema,
  assigneeEntrySchema,
  type EditedText,
  editedTextSchema,
  type MarkedBy,
  markedBySchema,
  type ReactionEntry,
  reactionEntrySchema,
  reactionSignSchema,
} from "../schema/annotation.ts";
import { type CommentEntry, commentEntrySchema } from "../schema/comment.ts";
import { isId } from "../schema/ids.ts";

/** Version of what layer and text documents hold; a client with another one is closed with 4409. */
export const DOCUMENT_SCHEMA = 1;

/** The ten roots of a layer document: flat Y.Maps of plain JSON. */
export interface LayerEntries {
  annotations: AnnotationEntry;
  anchors: Anchor;
  notes: EditedText;
  tags: MarkedBy;
  comments: CommentEntry;
  commentTexts: EditedText;
  resolutions: MarkedBy;
  assignees: AssigneeEntry;
  reactions: ReactionEntry;
  deletions: MarkedBy;
}
export type LayerMapName = keyof LayerEntries;

export const LAYER_MAPS = [
  "annotations",
  "anchors",
  "notes",
  "tags",
  "comments",
  "commentTexts",
  "resolutions",
  "assignees",
  "reactions",
  "deletions",
] as const satisfies readonly LayerMapName[];

export function isLayerMap(name: string): name is LayerMapName {
  return (LAYER_MAPS as readonly string[]).includes(name);
}

export const LAYER_VALUE_SCHEMAS = {
  annotations: annotationEntrySchema,
  anchors: anchorSchema,
  notes: editedTextSchema,
  tags: markedBySchema,
  comments: commentEntrySchema,
  commentTexts: editedTextSchema,
  resolutions: markedBySchema,
  assignees: assigneeEntrySchema,
  reactions: reactionEntrySchema,
  deletions: markedBySchema,
} as const;

/**
 * Who a private annotation's `deletions` entry says deleted it when it was published to the team: nobody did, and nobody
 * takes that back. Where it is now has the same id.
 */
export const PUBLISHED_BY = "system-published";

export function layerMap<M extends LayerMapName>(doc: Y.Doc, name: M): Y.Map<LayerEntries[M]> {
  return doc.getMap<LayerEntries[M]>(name);
}

export function tagKey(annotationId: string, tagId: string): string {
  return `${annotationId}/${tagId}`;
}

export function reactionKey(targetId: string, actor: string, sign: string): string {
  return `${targetId}/${actor}/${sign}`;
}

/** What a key says. `target` is the annotation or comment it belongs to. */
export interface KeyParts {
  target: string;
  tag?: string;
  actor?: string;
  sign?: string;
}

const SIGNS: ReadonlySet<string> = new Set(reactionSignSchema.options);

/** Takes a key apart; `null` when it is not a key that the map may hold. */
export function parseKey(map: LayerMapName, key: string): KeyParts | null {
  if (map !== "tags" && map !== "reactions") return isId(key) ? { target: key } : null;
  const parts = key.split("/");
  const [target, second, third] = parts;
  if (target === undefined || !isId(target)) return null;
  if (map === "tags")
    return parts.length === 2 && second !== undefined && isId(second) ? { target, tag: second } : null;
  if (parts.length !== 3 || second === undefined || !isId(second)) return null;
  return third !== undefined && SIGNS.has(third) ? { target, actor: second, sign: third } : null;
}
