import { type LayerMapName, layerMap } from "@postil/shared/document/layer-document";
import * as operations from "@postil/shared/document/operations";
import { articleText } from "@postil/shared/document/text-document";
import { type EntryIndex, judgeEntry } from "@postil/shared/policy/entry-rules";
import { reactionSignSchema } from "@postil/shared/schema/annotation";
import type * as Y from "yjs";
import type { GateWriter } from "../../gate/verdict.ts";
import type { Random } from "../random.ts";

export function indexOf(doc: Y.Doc): EntryIndex {
  return {
    annotation: (id) => layerMap(doc, "annotations").get(id),
    comment: (id) => layerMap(doc, "comments").get(id),
    assignee: (id) => layerMap(doc, "assignees").get(id),
  };
}

/** One thing that somebody does in the reading room, of those that their copy and their rights allow; maybe none. */
export function editLayer(doc: Y.Doc, writer: GateWriter, random: Random, now: number): void {
  const context = { actor: writer.actor, now };
  const annotation = random.pick([...layerMap(doc, "annotations").keys()]);
  const comment = random.pick([...layerMap(doc, "comments").keys()]);
  const target = random.chance(0.6) ? annotation : comment;
  const tag = `tag-number-00000${random.below(3)}`;
  const signed = { by: writer.actor, at: now };
  const text = `${random.below(10_000)}`;
  const may = (map: LayerMapName, key: string, value: unknown) =>
    judgeEntry({ map, key, value, previous: layerMap(doc, map).get(key) }, writer, indexOf(doc)) === null;
  switch (random.below(13)) {
    case 0:
    case 1:
    case 2:
      if (writer.canAnnotate) operations.annotate(doc, context, { on: "article", note: text, tags: [tag] });
      return;
    case 3:
      if (annotation && may("notes", annotation, { text, editedAt: now })) {
        operations.setNote(doc, context, annotation, text);
      }
      return;
    case 4:
      if (annotation && may("tags", `${annotation}/${tag}`, signed)) operations.addTag(doc, context, annotation, tag);
      return;
    case 5:
      if (annotation && may("tags", `${annotation}/${tag}`, undefined)) {
        operations.removeTag(doc, context, annotation, tag);
      }
      return;
    case 6:
      if (annotation && writer.canComment) operations.comment(doc, context, { annotation, text });
      return;
    case 7:
      if (comment && may("commentTexts", comment, { text, editedAt: now })) {
        operations.editComment(doc, context, comment, text);
      }
      return;
    case 8:
      if (annotation && may("resolutions", annotation, signed)) operations.resolve(doc, context, annotation);
      return;
    case 9:
      if (annotation && may("resolutions", annotation, undefined)) operations.reopen(doc, context, annotation);
      return;
    case 10: {
      const sign = random.pick(reactionSignSchema.options);
      if (annotation && sign && writer.canComment) operations.react(doc, context, annotation, sign, random.chance(0.6));
      return;
    }
    case 11:
      if (target && may("deletions", target, signed)) operations.remove(doc, context, target);
      return;
    case 12: {
      const deleted = random.pick([...layerMap(doc, "deletions").keys()]);
      if (deleted && may("deletions", deleted, undefined)) operations.restore(doc, context, deleted);
      return;
    }
  }
}

/** Types or deletes a few characters; the text's last line break stays. */
export function editText(doc: Y.Doc, random: Random): void {
  const text = articleText(doc);
  const end = text.length - 1;
  if (end < 0) return;
  const at = random.below(end + 1);
  if (at < end && random.chance(0.4)) text.delete(at, 1 + random.below(Math.min(4, end - at)));
  else text.insert(at, "abcdefgh".slice(0, 1 + random.below(6)));
}
