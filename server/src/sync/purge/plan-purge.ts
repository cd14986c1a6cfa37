import { isLayerMap, layerMap, parseKey } from "@postil/shared/document/layer-document";
import type * as Y from "yjs";

/** What is to go, by id: annotations and comments. */
export interface PurgeTargets {
  ids: readonly string[];
  /** What went before, as the document's `erased` says. */
  erased: ReadonlySet<string>;
  /** Whether annotations that are not deleted go too; comments must be deleted. */
  live: boolean;
}

/** What becomes of the targets, with all that belongs to them. */
export interface PurgePlan {
  annotations: string[];
  comments: string[];
  /** Comments that have been answered: their words go, their place in the thread stays. */
  emptied: string[];
  /** Targets that the document doesn't hold, and never purged. */
  unknown: string[];
  /** Targets that are not deleted, and so stay. */
  kept: string[];
}

/** Reads the document, changes nothing. */
export function planPurge(doc: Y.Doc, { ids, erased, live }: PurgeTargets): PurgePlan {
  const plan: PurgePlan = { annotations: [], comments: [], emptied: [], unknown: [], kept: [] };
  const comments = layerMap(doc, "comments");
  const deletions = layerMap(doc, "deletions");
  const annotations = new Set<string>();
  const due = new Set<string>();
  for (const id of ids) {
    const isComment = comments.has(id);
    if (erased.has(id)) continue;
    if (!isComment && !layerMap(doc, "annotations").has(id) && !deletions.has(id)) plan.unknown.push(id);
    else if (!deletions.has(id) && (isComment || !live)) plan.kept.push(id);
    else (isComment ? due : annotations).add(id);
  }
  plan.annotations = [...annotations];
  const gone = new Set<string>();
  const answered = new Set<string>();
  for (const [id, { annotation, parent }] of comments.entries()) {
    if (annotations.has(annotation)) gone.add(id);
    else if (!due.has(id) && !erased.has(id)) {
      // What stays keeps the places above it, however deep it stands.
      for (let at = parent; at !== null && !answered.has(at); at = comments.get(at)?.parent ?? null) answered.add(at);
    }
  }
  for (const id of comments.keys()) {
    if (gone.has(id) || ((due.has(id) || erased.has(id)) && !answered.has(id))) plan.comments.push(id);
  }
  plan.emptied = [...due].filter((id) => answered.has(id) && !gone.has(id));
  return plan;
}

export function isEmpty({ annotations, comments, emptied }: PurgePlan): boolean {
  return annotations.length + comments.length + emptied.length === 0;
}

/** Which entries of the document go with the plan. */
export function purgedEntries(plan: PurgePlan): (map: string, key: string) => boolean {
  const gone = new Set([...plan.annotations, ...plan.comments]);
  const emptied = new Set(plan.emptied);
  return (map, key) => {
    const target = isLayerMap(map) ? parseKey(map, key)?.target : undefined;
    if (target === undefined) return false;
    return gone.has(target) || ((map === "commentTexts" || map === "reactions") && emptied.has(target));
  };
}
