import type { AnnotationView, CommentView } from "@postil/shared/document/readers";
import type { Anchor } from "@postil/shared/schema/anchor";
import { mentionedIn } from "@postil/shared/schema/comment";
import { storableText } from "../platform/database/storable.ts";
import type { DerivedBatch, DeriveInput } from "../sync/derived-writer.ts";
import { type PlacingText, placeAnchor, placingText } from "./place-anchor.ts";

/** A row of `annotation`, without what the statement adds itself. Times are ISO 8601, offsets code points. */
export interface AnnotationUpsert {
  annotation_id: string;
  author_id: string;
  target: string;
  /** As the author's clock claims; the statement keeps the earlier of it and of the commit's time. */
  created_at: string;
  updated_at: string;
  /** When it was received first and when it was changed last, of rows that are rebuilt; else the commit's own time. */
  received_at?: string;
  touched_at?: string;
  anchor: Anchor | null;
  start_offset: number | null;
  end_offset: number | null;
  quote: string;
  prefix: string;
  suffix: string;
  anchor_state: string | null;
  text_version: number;
  note: string;
  note_edited_at: string | null;
  resolved_at: string | null;
  resolved_by: string | null;
  assignee: string | null;
  deleted_at: string | null;
  deleted_by: string | null;
  /** Comments that are not deleted. */
  comment_count: number;
  /** Actors named in the note or in a comment that is not deleted; absent when there are none. */
  mentions?: string[];
}

export interface TagUpsert {
  annotation_id: string;
  tag_id: string;
  tagged_by: string;
  tagged_at: string;
}

export interface CommentUpsert {
  comment_id: string;
  annotation_id: string;
  parent_id: string | null;
  author_id: string;
  created_at: string;
  received_at?: string;
  text: string;
  /** Actors it names; absent when there are none. */
  mentions?: string[];
  edited_at: string | null;
  deleted_at: string | null;
  deleted_by: string | null;
}

/** The rows of one layer that a commit replaces. */
export interface LayerRows extends DerivedBatch {
  annotations: { upsert: AnnotationUpsert[]; remove: string[] };
  tags: { upsert: TagUpsert[]; remove: [] };
  comments: { upsert: CommentUpsert[]; remove: [] };
  /** Annotations whose rows of tags and comments become those above: what is not there goes. */
  replaced: string[];
}

/** The rows that the touched annotations have now. Pure. */
export function deriveRows(input: Pick<DeriveInput, "reader" | "touched" | "text">): LayerRows {
  const text = placingText(input.text);
  const rows: LayerRows = {
    annotations: { upsert: [], remove: [] },
    tags: { upsert: [], remove: [] },
    comments: { upsert: [], remove: [] },
    replaced: [],
  };
  for (const id of input.touched) {
    const view = input.reader.annotation(id);
    rows.replaced.push(id);
    if (!view) {
      rows.annotations.remove.push(id);
      continue;
    }
    rows.annotations.upsert.push(annotationRow(view, text));
    for (const tag of view.tags) {
      rows.tags.upsert.push({ annotation_id: id, tag_id: tag.tag, tagged_by: tag.by, tagged_at: instant(tag.at) });
    }
    for (const comment of view.comments) rows.comments.upsert.push(commentRow(comment));
  }
  return rows;
}

function annotationRow(view: AnnotationView, text: PlacingText): AnnotationUpsert {
  const place = placeAnchor(view.on, view.anchor, text);
  return {
    annotation_id: view.id,
    author_id: view.author,
    target: view.on,
    created_at: instant(view.createdAt),
    updated_at: instant(view.updatedAt),
    anchor: view.anchor && storableAnchor(view.anchor),
    start_offset: place.start,
    end_offset: place.end,
    quote: place.quote,
    prefix: place.prefix,
    suffix: place.suffix,
    anchor_state: place.state,
    // What has no place in the text is never stale.
    text_version: view.on === "passage" ? text.version : 0,
    note: storableText(view.note),
    note_edited_at: view.noteEditedAt === null ? null : instant(view.noteEditedAt),
    resolved_at: view.resolved ? instant(view.resolved.at) : null,
    resolved_by: view.resolved?.by ?? null,
    assignee: view.assignee?.user ?? null,
    deleted_at: view.deleted ? instant(view.deleted.at) : null,
    deleted_by: view.deleted?.by ?? null,
    comment_count: view.comments.reduce((count, comment) => count + (comment.deleted ? 0 : 1), 0),
    ...mentions([view.note, ...view.comments.flatMap((comment) => (comment.deleted ? [] : [comment.text]))]),
  };
}

function commentRow(comment: CommentView): CommentUpsert {
  return {
    comment_id: comment.id,
    annotation_id: comment.annotation,
    parent_id: comment.parent,
    author_id: comment.author,
    created_at: instant(comment.createdAt),
    text: storableText(comment.text),
    ...mentions([comment.text]),
    edited_at: comment.editedAt === null ? null : instant(comment.editedAt),
    deleted_at: comment.deleted ? instant(comment.deleted.at) : null,
    deleted_by: comment.deleted?.by ?? null,
  };
}

function mentions(texts: readonly string[]): { mentions?: string[] } {
  const found = new Set<string>();
  for (const text of texts) for (const actor of mentionedIn(text)) found.add(actor);
  return found.size === 0 ? {} : { mentions: [...found] };
}

function storableAnchor(anchor: Anchor): Anchor {
  return {
    segments: anchor.segments.map((segment) => ({ ...segment, exact: storableText(segment.exact) })),
    prefix: storableText(anchor.prefix),
    suffix: storableText(anchor.suffix),
  };
}

function instant(epochMs: number): string {
  return new Date(epochMs).toISOString();
}
