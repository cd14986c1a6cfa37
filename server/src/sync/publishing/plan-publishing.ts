import { type LayerMapName, layerMap, PUBLISHED_BY, reactionKey, tagKey } from "@postil/shared/document/layer-document";
import type { AnnotationView, CommentView, LayerReader } from "@postil/shared/document/readers";
import { type EntryIndex, judgeEntry, type Writer } from "@postil/shared/policy/entry-rules";
import type * as Y from "yjs";
import { conflict, type FieldError, invalid } from "../../platform/errors.ts";
import type { EntryWrite } from "../operations/entry-changes.ts";

/** A layer as it is on disk. */
interface Held {
  doc: Y.Doc;
  reader: LayerReader;
}

/** What the documents alone don't tell. */
export interface PublishingFacts {
  /** Whose layer it is. */
  actor: string;
  now: number;
  /** Actors who can read the team's layer. */
  members: ReadonlySet<string>;
  /** Tags that are their coder's alone until a reveal. */
  ownTags: ReadonlySet<string>;
}

export interface PublishingPlan {
  /** What the private layer gets: entries that hide what is published. */
  hide: EntryWrite[];
  /** What the team's layer gets. */
  show: EntryWrite[];
  /** Those that were not published before. */
  published: string[];
}

/**
 * What publishing these annotations writes. Only what can be seen of them goes over: no emptied note, no words of a
 * deleted comment. Pure. Throws 422 for what is not in the private layer, 409 for what can't be published.
 */
export function planPublishing(from: Held, to: Held, ids: readonly string[], facts: PublishingFacts): PublishingPlan {
  const plan: PublishingPlan = { hide: [], show: [], published: [] };
  const missing: FieldError[] = [];
  ids.forEach((id, position) => {
    const view = from.reader.annotation(id);
    if (view?.deleted?.by === PUBLISHED_BY) return;
    if (!view || view.author !== facts.actor) {
      missing.push({ path: `annotations.${position}`, message: "is not an annotation of your private layer" });
      return;
    }
    requirePublishable(view, to.doc, facts);
    plan.published.push(id);
    plan.hide.push({ map: "deletions", key: id, value: { by: PUBLISHED_BY, at: facts.now } });
    plan.show.push(...entriesOf(from.doc, to.doc, view, facts));
  });
  if (missing.length > 0) throw invalid(missing);
  for (const write of [...plan.hide, ...plan.show]) requireValid(write);
  return plan;
}

/** By the schema: whose each entry is was judged when it was made. */
function requireValid({ map, key, value }: EntryWrite): void {
  const refusal = judgeEntry({ map, key, value, previous: undefined }, SYSTEM, NOTHING);
  if (refusal) throw invalid(`It can't be published: ${refusal.reason}.`);
}

const SYSTEM: Writer = {
  ...{ actor: PUBLISHED_BY, system: true },
  ...{ canRead: true, canAnnotate: true, canComment: true, canModerate: true },
};
const NOTHING: EntryIndex = { annotation: () => undefined, comment: () => undefined, assignee: () => undefined };

function requirePublishable(view: AnnotationView, team: Y.Doc, { ownTags }: PublishingFacts): void {
  if (view.deleted) {
    throw conflict("deleted", "You deleted this annotation. Bring it back first, then publish it.");
  }
  if (view.tags.some(({ tag }) => ownTags.has(tag))) {
    throw conflict(
      "own_tag",
      "It carries a tag that you made while coding blind, which is yours alone until the reveal. Take the tag off, or publish it after the reveal.",
    );
  }
  const taken =
    layerMap(team, "annotations").has(view.id) || view.comments.some(({ id }) => layerMap(team, "comments").has(id));
  if (taken) throw conflict("id_taken", "The team's layer holds something else under this id. Nothing was published.");
}

function entriesOf(from: Y.Doc, to: Y.Doc, view: AnnotationView, { members }: PublishingFacts): EntryWrite[] {
  const { id } = view;
  const places: [LayerMapName, string][] = [["anchors", id]];
  if (view.note !== "") places.push(["notes", id]);
  for (const { tag } of view.tags) places.push(["tags", tagKey(id, tag)]);
  if (view.resolved) places.push(["resolutions", id]);
  if (view.assignee && members.has(view.assignee.user)) places.push(["assignees", id]);
  for (const { actor, sign } of view.reactions) places.push(["reactions", reactionKey(id, actor, sign)]);
  for (const comment of shownComments(view.comments)) {
    places.push(["comments", comment.id]);
    if (comment.deleted) {
      places.push(["deletions", comment.id]);
      continue;
    }
    places.push(["commentTexts", comment.id]);
    for (const { actor, sign } of comment.reactions) places.push(["reactions", reactionKey(comment.id, actor, sign)]);
  }
  const writes: EntryWrite[] = [{ map: "annotations", key: id, value: annotationEntry(from, to, id) }];
  for (const [map, key] of places) {
    const value: unknown = layerMap(from, map).get(key);
    if (value !== undefined) writes.push({ map, key, value });
  }
  return writes;
}

/** It may be made from private ones, whose ids are nobody's business. */
function annotationEntry(from: Y.Doc, to: Y.Doc, id: string): unknown {
  const { sources, ...entry } = layerMap(from, "annotations").get(id) ?? {};
  const known = sources?.filter((source) => layerMap(to, "annotations").has(source)) ?? [];
  return known.length > 0 ? { ...entry, sources: known } : entry;
}

/** Those that are there, and the places of deleted ones that have been answered. */
function shownComments(comments: readonly CommentView[]): CommentView[] {
  const needed = new Set<string>();
  const byId = new Map(comments.map((comment) => [comment.id, comment]));
  for (const comment of comments) {
    if (comment.deleted) continue;
    for (let at: CommentView | undefined = comment; at && !needed.has(at.id); ) {
      needed.add(at.id);
      at = at.parent === null ? undefined : byId.get(at.parent);
    }
  }
  return comments.filter(({ id }) => needed.has(id));
}
