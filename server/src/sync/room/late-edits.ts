import { createHash } from "node:crypto";
import {
  type LayerEntries,
  type LayerMapName,
  layerMap,
  PUBLISHED_BY,
  parseKey,
} from "@postil/shared/document/layer-document";
import type { AnnotationEntry } from "@postil/shared/schema/annotation";
import { newId } from "@postil/shared/schema/ids";
import { equalityDeep } from "lib0/function";
import type * as Y from "yjs";
import type { ApprovedEntry } from "../gate/verdict.ts";

interface Place {
  map: LayerMapName;
  key: string;
}

/**
 * Edits of a private annotation that come when it has been published: somebody worked on it on a device that was
 * offline. They thought themselves alone, so their words may not go where everybody reads; and the original is hidden.
 * So what they did is kept as a private annotation of its own, made of the original as it is after the edit, whose
 * `sources` name the original. Later ones of the same go there too.
 */
export class LateEdits {
  private constructor(
    private readonly doc: Y.Doc,
    private readonly places: readonly Place[],
    /** Their authors may say meanwhile that they have deleted them. */
    private readonly published: ReadonlySet<string>,
    private readonly before: ReadonlyMap<Place, unknown> | null,
  ) {}

  /** Call it before an update is applied, inside its transaction. Null when nothing here was ever published. */
  static before(doc: Y.Doc, entries: readonly Pick<ApprovedEntry, "map" | "key">[]): LateEdits | null {
    const places = entries as readonly Place[];
    const published = publishedIn(doc);
    if (published.size === 0) return null;
    return new LateEdits(doc, places, published, new Map(places.map((place) => [place, valueAt(doc, place)])));
  }

  /** Of entries that have been written. */
  static of(doc: Y.Doc, entries: readonly Pick<ApprovedEntry, "map" | "key">[]): LateEdits {
    return new LateEdits(doc, entries as readonly Place[], publishedIn(doc), null);
  }

  /** Keeps what was changed; call it inside the same transaction. Answers what it has written. */
  keep(): ApprovedEntry[] {
    const late = new Map<string, Place[]>();
    for (const place of this.places) {
      if (this.before && equalityDeep(this.before.get(place), valueAt(this.doc, place))) continue;
      const annotation = annotationOf(this.doc, place);
      if (annotation === null || !this.published.has(annotation)) continue;
      late.set(annotation, [...(late.get(annotation) ?? []), place]);
    }
    const written: ApprovedEntry[] = [];
    for (const [annotation, places] of late) this.keepOne(annotation, places, written);
    return written;
  }

  private keepOne(annotation: string, places: readonly Place[], written: ApprovedEntry[]): void {
    const { doc } = this;
    const entry = layerMap(doc, "annotations").get(annotation);
    if (!entry) return;
    const known = copyOf(doc, annotation);
    const copy = known ?? newId();
    const set = <M extends LayerMapName>(map: M, key: string, value: LayerEntries[M] | undefined) => {
      if (value === undefined) layerMap(doc, map).delete(key);
      else layerMap(doc, map).set(key, value);
      written.push({ map, key, values: value === undefined ? [] : [value], mayBeGone: value === undefined });
    };
    if (known === null) {
      const { author, createdAt, on } = entry;
      set("annotations", copy, { author, createdAt, on, sources: [annotation] } satisfies AnnotationEntry);
    }
    for (const { map, key } of known === null ? placesOf(doc, annotation) : places) {
      if (map === "annotations") continue;
      if (map === "comments") {
        const comment = layerMap(doc, "comments").get(key);
        if (!comment) continue;
        const parent = comment.parent && twin(copy, comment.parent);
        set(map, twin(copy, key), { ...comment, annotation: copy, parent });
      } else set(map, keyInCopy(map, key, annotation, copy), layerMap(doc, map).get(key));
    }
  }
}

function publishedIn(doc: Y.Doc): Set<string> {
  const published = new Set<string>();
  for (const [id, { by }] of layerMap(doc, "deletions").entries()) if (by === PUBLISHED_BY) published.add(id);
  return published;
}

function valueAt(doc: Y.Doc, { map, key }: Place): unknown {
  return layerMap(doc, map).get(key);
}

/** The annotation that a change is of; null for the deletion of an annotation as a whole. */
function annotationOf(doc: Y.Doc, { map, key }: Place): string | null {
  const target = parseKey(map, key)?.target;
  if (target === undefined) return null;
  const ofComment = layerMap(doc, "comments").get(target)?.annotation ?? null;
  if (map === "comments" || map === "commentTexts") return ofComment;
  if (map === "deletions") return ofComment;
  return ofComment ?? target;
}

/** Where earlier late edits of it were kept, if that is still there. */
function copyOf(doc: Y.Doc, annotation: string): string | null {
  for (const [id, { sources }] of layerMap(doc, "annotations").entries()) {
    if (sources?.[0] === annotation && !layerMap(doc, "deletions").has(id)) return id;
  }
  return null;
}

/** All entries of an annotation but the one that hides it, comments before what belongs to them. */
function placesOf(doc: Y.Doc, annotation: string): Place[] {
  const comments = new Set<string>();
  for (const [id, comment] of layerMap(doc, "comments").entries())
    if (comment.annotation === annotation) comments.add(id);
  const places: Place[] = [...comments].map((key) => ({ map: "comments", key }));
  for (const map of ["anchors", "notes", "resolutions", "assignees"] as const) {
    if (layerMap(doc, map).has(annotation)) places.push({ map, key: annotation });
  }
  for (const map of ["commentTexts", "deletions"] as const) {
    for (const key of comments) if (layerMap(doc, map).has(key)) places.push({ map, key });
  }
  for (const map of ["tags", "reactions"] as const) {
    for (const key of layerMap(doc, map).keys()) {
      const target = parseKey(map, key)?.target ?? "";
      if (target === annotation || comments.has(target)) places.push({ map, key });
    }
  }
  return places;
}

function keyInCopy(map: LayerMapName, key: string, annotation: string, copy: string): string {
  const [target = "", ...rest] = key.split("/");
  const there = target === annotation && map !== "commentTexts" ? copy : twin(copy, target);
  return [there, ...rest].join("/");
}

/** The id of a comment's copy, always the same. */
function twin(copy: string, comment: string): string {
  return `c${createHash("sha256").update(`${copy}/${comment}`).digest("base64url").slice(0, 21)}`;
}
