import { layerMap, PUBLISHED_BY } from "@postil/shared/document/layer-document";
import type { AnnotationView, LayerReader } from "@postil/shared/document/readers";
import { judgeEntry, type Writer } from "@postil/shared/policy/entry-rules";
import type { MarkedBy } from "@postil/shared/schema/annotation";

/** Something deleted that concerns this person. Times in epoch ms. */
export interface BinItem {
  id: string;
  kind: "annotation" | "comment";
  author: string;
  /** What it is, or belongs to. */
  annotation: AnnotationView;
  /** A comment's words, or an annotation's note. */
  words: string;
  /** Comments that come back with it. */
  comments: number;
  deleted: MarkedBy;
  mayRestore: boolean;
}

/**
 * What was deleted in a layer and this person may bring back, or wrote; the last deleted first. A comment under a deleted
 * annotation is there once that is back. What was published is somewhere else, and not here.
 */
export function binOf(reader: LayerReader, writer: Writer): BinItem[] {
  const { doc } = reader;
  const comments = layerMap(doc, "comments");
  const deletions = layerMap(doc, "deletions");
  const items: BinItem[] = [];
  for (const [id, deleted] of deletions.entries()) {
    const comment = comments.get(id);
    const annotation = reader.annotation(comment?.annotation ?? id);
    if (!annotation || deleted.by === PUBLISHED_BY || (comment && annotation.deleted)) continue;
    // The place of a comment that was answered: its words are gone for good, or stayed where it was published from.
    if (comment && !layerMap(doc, "commentTexts").has(id)) continue;
    const author = comment?.author ?? annotation.author;
    const change = { map: "deletions", key: id, previous: deleted, value: undefined } as const;
    const mayRestore = !judgeEntry(change, writer, {
      annotation: (one) => layerMap(doc, "annotations").get(one),
      comment: (one) => comments.get(one),
      assignee: () => undefined,
    });
    if (!mayRestore && author !== writer.actor) continue;
    items.push({
      id,
      kind: comment ? "comment" : "annotation",
      author,
      annotation,
      words: comment ? (layerMap(doc, "commentTexts").get(id)?.text ?? "") : annotation.note,
      comments: comment ? 0 : annotation.comments.filter((one) => !one.deleted).length,
      deleted,
      mayRestore,
    });
  }
  return items.sort((a, b) => b.deleted.at - a.deleted.at || (a.id < b.id ? -1 : 1));
}
