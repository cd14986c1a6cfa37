import { CONTEXT_LENGTH, ELLIPSIS, MAX_EXACT_LENGTH, MAX_OFFSET, MAX_SEGMENTS } from "../schema/anchor.ts";
import { annotationTargetSchema, MAX_NOTE_LENGTH, MAX_SOURCES } from "../schema/annotation.ts";
import { isEpochMs, isId } from "../schema/ids.ts";
import { isRelativePosition } from "../schema/relative-position.ts";
import type { LayerMapName } from "./layer-document.ts";

/**
 * By hand what the schemas of a layer's values say: the server judges every edit, and a schema takes five times as
 * long. A check that says yes means that the schema would; after a no the schema says why. (A test compares them.)
 */
export const QUICK_CHECKS: Readonly<Record<LayerMapName, (value: unknown) => boolean>> = {
  annotations: isAnnotationEntry,
  anchors: isAnchor,
  notes: isEditedText,
  tags: isMarkedBy,
  comments: isCommentEntry,
  commentTexts: isEditedText,
  resolutions: isMarkedBy,
  assignees: isAssigneeEntry,
  reactions: isReactionEntry,
  deletions: isMarkedBy,
};

type Fields = Record<string, unknown>;
const TARGETS: ReadonlySet<unknown> = new Set(annotationTargetSchema.options);

/** Whether it is an object of so many fields. With all those that are asked for, there are no others. */
function hasFields(value: unknown, count: number): value is Fields {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  let left = count;
  for (const _ in value) left--;
  return left === 0;
}

/** `every` would pass over holes. */
function isListOf(list: readonly unknown[], check: (value: unknown) => boolean): boolean {
  for (let at = 0; at < list.length; at++) if (!check(list[at])) return false;
  return true;
}

function isIdValue(value: unknown): boolean {
  return typeof value === "string" && isId(value);
}

function isText(value: unknown, most: number): boolean {
  return typeof value === "string" && value.length <= most;
}

function isAnnotationEntry(value: unknown): boolean {
  const sources = (value as { sources?: unknown } | null)?.sources;
  if (!hasFields(value, sources === undefined ? 3 : 4)) return false;
  if (
    sources !== undefined &&
    !(Array.isArray(sources) && sources.length <= MAX_SOURCES && isListOf(sources, isIdValue))
  ) {
    return false;
  }
  return isIdValue(value.author) && isEpochMs(value.createdAt) && TARGETS.has(value.on);
}

function isAnchor(value: unknown): boolean {
  if (!hasFields(value, 3) || !isText(value.prefix, CONTEXT_LENGTH) || !isText(value.suffix, CONTEXT_LENGTH)) {
    return false;
  }
  const { segments } = value;
  return (
    Array.isArray(segments) && segments.length >= 1 && segments.length <= MAX_SEGMENTS && isListOf(segments, isSegment)
  );
}

function isSegment(value: unknown): boolean {
  return (
    hasFields(value, 5) &&
    isRelativePosition(value.start) &&
    isRelativePosition(value.end) &&
    isText(value.exact, MAX_EXACT_LENGTH + ELLIPSIS.length) &&
    isOffset(value.from) &&
    isOffset(value.to) &&
    (value.from as number) <= (value.to as number)
  );
}

function isOffset(value: unknown): boolean {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= MAX_OFFSET;
}

function isEditedText(value: unknown): boolean {
  return hasFields(value, 2) && isText(value.text, MAX_NOTE_LENGTH) && isEpochMs(value.editedAt);
}

function isMarkedBy(value: unknown): boolean {
  return hasFields(value, 2) && isIdValue(value.by) && isEpochMs(value.at);
}

function isAssigneeEntry(value: unknown): boolean {
  return hasFields(value, 3) && isIdValue(value.user) && isIdValue(value.by) && isEpochMs(value.at);
}

function isReactionEntry(value: unknown): boolean {
  return hasFields(value, 1) && isEpochMs(value.at);
}

function isCommentEntry(value: unknown): boolean {
  return (
    hasFields(value, 4) &&
    isIdValue(value.annotation) &&
    (value.parent === null || isIdValue(value.parent)) &&
    isIdValue(value.author) &&
    isEpochMs(value.createdAt)
  );
}
