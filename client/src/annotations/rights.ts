import { reactionKey, tagKey } from "@postil/shared/document/layer-document";
import type { AnnotationView, CommentView } from "@postil/shared/document/readers";
import { type EntryChange, type EntryIndex, judgeEntry, type Writer } from "@postil/shared/policy/entry-rules";

/** What somebody may do with one annotation. The gate judges by the same rules: these only keep dead buttons away. */
export interface AnnotationRights {
  editNote: boolean;
  tag: boolean;
  /** Change which passages it is about. */
  move: boolean;
  comment: boolean;
  resolve: boolean;
  /** Say who is to settle the thread. */
  assign: boolean;
  react: boolean;
  remove: boolean;
}

/** Placeholders of the right form: only who writes what is asked here. */
const AT = 1_700_000_000_000;
const ID = "0000000000000000";

function indexOf(annotation: AnnotationView): EntryIndex {
  const { author, createdAt, on } = annotation;
  return {
    annotation: (id) => (id === annotation.id ? { author, createdAt, on } : undefined),
    comment: (id) => annotation.comments.find((comment) => comment.id === id),
    assignee: (id) => (id === annotation.id ? (annotation.assignee ?? undefined) : undefined),
  };
}

export function rightsOn(annotation: AnnotationView, writer: Writer): AnnotationRights {
  const index = indexOf(annotation);
  const may = (change: Omit<EntryChange, "previous"> & { previous?: unknown }) =>
    judgeEntry({ previous: undefined, ...change }, writer, index) === null;
  const { id } = annotation;
  const mark = { by: writer.actor, at: AT };
  return {
    editNote: may({ map: "notes", key: id, value: { text: "", editedAt: AT } }),
    tag: may({ map: "tags", key: tagKey(id, ID), value: mark }),
    move: annotation.anchor !== null && may({ map: "anchors", key: id, value: annotation.anchor }),
    comment: may({
      map: "comments",
      key: ID,
      value: { annotation: id, parent: null, author: writer.actor, createdAt: AT },
    }),
    resolve: may({ map: "resolutions", key: id, value: mark }),
    assign: may({ map: "assignees", key: id, value: { user: ID, ...mark } }),
    react: may({ map: "reactions", key: reactionKey(id, writer.actor, "agree"), value: { at: AT } }),
    remove: may({ map: "deletions", key: id, value: mark }),
  };
}

interface CommentRights {
  edit: boolean;
  remove: boolean;
  restore: boolean;
}

export function rightsOnComment(annotation: AnnotationView, comment: CommentView, writer: Writer): CommentRights {
  const index = indexOf(annotation);
  const may = (map: "commentTexts" | "deletions", value: unknown, previous?: unknown) =>
    judgeEntry({ map, key: comment.id, previous, value }, writer, index) === null;
  return {
    edit: may("commentTexts", { text: "", editedAt: AT }),
    remove: may("deletions", { by: writer.actor, at: AT }),
    restore: comment.deleted !== null && may("deletions", undefined, comment.deleted),
  };
}
