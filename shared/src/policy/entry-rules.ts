import { LAYER_VALUE_SCHEMAS, type LayerMapName, parseKey } from "../document/layer-document.ts";
import { QUICK_CHECKS } from "../document/quick-checks.ts";
import type { AnnotationEntry, AssigneeEntry, MarkedBy } from "../schema/annotation.ts";
import type { CommentEntry } from "../schema/comment.ts";
import type { LayerRights } from "./permissions.ts";

/** Who writes. `system` acts for the server (publishing, import, purge): it keeps the schema and skips the author rules. */
export interface Writer extends LayerRights {
  actor: string;
  system?: boolean;
}

/** What stands in the document after all of the update, but for the entry being judged. */
export interface EntryIndex {
  annotation(id: string): AnnotationEntry | undefined;
  comment(id: string): CommentEntry | undefined;
  assignee(annotationId: string): AssigneeEntry | undefined;
  /** Whether an annotation or comment of this id was erased for good; only the server knows. */
  isErased?(id: string): boolean;
}

/** One (map, key) that an update changes. `value` undefined: the entry is taken out. `previous` undefined: there was none. */
export interface EntryChange {
  map: LayerMapName;
  key: string;
  previous: unknown;
  value: unknown;
}

export interface Refusal {
  code: "role" | "author" | "immutable" | "schema" | "key" | "unknown-entry" | "erase" | "erased";
  reason: string;
}

const IMMUTABLE: ReadonlySet<LayerMapName> = new Set(["annotations", "comments"]);
/** Readers need these keys to hide what is deleted: clients never take them out. */
const KEPT: ReadonlySet<LayerMapName> = new Set(["annotations", "anchors", "comments", "commentTexts"]);

/**
 * Judges one change of a layer's entries: `null` when it may happen. The same rules serve the gate, the REST
 * operations and the client's own buttons.
 */
export function judgeEntry(change: EntryChange, writer: Writer, index: EntryIndex): Refusal | null {
  const parts = parseKey(change.map, change.key);
  if (!parts) return { code: "key", reason: `"${change.key.slice(0, 80)}" is not a key that ${change.map} may hold` };
  if (change.value !== undefined && !QUICK_CHECKS[change.map](change.value)) {
    const parsed = LAYER_VALUE_SCHEMAS[change.map].safeParse(change.value);
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      return {
        code: "schema",
        reason: `${change.map}: ${issue?.path.join(".") ?? ""} ${issue?.message ?? "is not valid"}`.trim(),
      };
    }
  }
  if (writer.system) return null;
  if (index.isErased?.(parts.target)) return { code: "erased", reason: "this was erased for good" };
  if (IMMUTABLE.has(change.map) && change.previous !== undefined && change.value !== undefined) {
    return { code: "immutable", reason: `an entry of ${change.map} can't be set again` };
  }
  if (KEPT.has(change.map) && change.value === undefined) {
    return { code: "erase", reason: `an entry of ${change.map} is hidden by a deletion, never taken out` };
  }
  return judgeOwner(change, parts.target, parts.actor, writer, index);
}

function judgeOwner(
  change: EntryChange,
  target: string,
  keyActor: string | undefined,
  writer: Writer,
  index: EntryIndex,
): Refusal | null {
  switch (change.map) {
    case "annotations":
      if (!writer.canAnnotate) return role("annotate");
      return own(writer, (change.value as AnnotationEntry).author, "author");
    case "comments": {
      if (!writer.canComment) return role("comment");
      const entry = change.value as CommentEntry;
      if (!index.annotation(entry.annotation)) return unknown(entry.annotation);
      if (entry.parent === target) return { code: "unknown-entry", reason: "a reply must not answer itself" };
      if (entry.parent !== null) {
        const parent = index.comment(entry.parent);
        if (parent && parent.annotation !== entry.annotation) {
          return { code: "unknown-entry", reason: "a reply must belong to its parent's annotation" };
        }
        if (!parent) return unknown(entry.parent);
      }
      return own(writer, entry.author, "author");
    }
    case "commentTexts": {
      if (!writer.canComment) return role("comment");
      const comment = index.comment(target);
      return comment ? own(writer, comment.author, "author") : unknown(target);
    }
    case "notes": {
      if (!writer.canAnnotate) return role("annotate");
      const annotation = index.annotation(target);
      return annotation ? own(writer, annotation.author, "author") : unknown(target);
    }
    case "anchors": {
      if (!writer.canAnnotate) return role("annotate");
      const annotation = index.annotation(target);
      if (!annotation) return unknown(target);
      return writer.canModerate ? null : own(writer, annotation.author, "author");
    }
    case "tags": {
      if (!writer.canAnnotate) return role("annotate");
      const annotation = index.annotation(target);
      if (!annotation) return unknown(target);
      if (!writer.canModerate && annotation.author !== writer.actor) return others();
      return signed(writer, change.value as MarkedBy | undefined);
    }
    case "resolutions": {
      if (!writer.canComment) return role("comment");
      const annotation = index.annotation(target);
      if (!annotation) return unknown(target);
      const mine = annotation.author === writer.actor || index.assignee(target)?.user === writer.actor;
      if (!mine && !writer.canModerate) return others();
      return signed(writer, change.value as MarkedBy | undefined);
    }
    case "assignees":
      if (!writer.canAnnotate) return role("annotate");
      if (!index.annotation(target)) return unknown(target);
      return signed(writer, change.value as AssigneeEntry | undefined);
    case "reactions":
      if (!writer.canComment) return role("comment");
      if (!index.annotation(target) && !index.comment(target)) return unknown(target);
      return own(writer, keyActor, "reacting actor");
    case "deletions": {
      const annotation = index.annotation(target);
      const made = annotation ?? index.comment(target);
      // In a layer that is frozen people go on commenting: of its annotations not even their authors take one back.
      if (!writer.canAnnotate && (annotation || !writer.canComment)) return role("change");
      if (!made) return unknown(target);
      if (!writer.canModerate) {
        if (made.author !== writer.actor) return others();
        const previous = change.previous as MarkedBy | undefined;
        if (previous && previous.by !== writer.actor) {
          return { code: "author", reason: "what somebody else deleted is restored by instructors only" };
        }
      }
      return signed(writer, change.value as MarkedBy | undefined);
    }
  }
}

function role(what: string): Refusal {
  return { code: "role", reason: `your role may not ${what} in this layer` };
}

function others(): Refusal {
  return { code: "author", reason: "only its author or an instructor may change this" };
}

function unknown(id: string): Refusal {
  return { code: "unknown-entry", reason: `${id} is neither an annotation nor a comment of this layer` };
}

function own(writer: Writer, author: string | undefined, what: string): Refusal | null {
  return author === writer.actor ? null : { code: "author", reason: `its ${what} must be you` };
}

function signed(writer: Writer, value: { by: string } | undefined): Refusal | null {
  return value === undefined ? null : own(writer, value.by, '"by"');
}

/** Order in which an update's entries are judged: what others refer to comes first. */
export const JUDGING_ORDER: readonly LayerMapName[] = [
  "annotations",
  "comments",
  "anchors",
  "notes",
  "tags",
  "commentTexts",
  "assignees",
  "resolutions",
  "reactions",
  "deletions",
];
