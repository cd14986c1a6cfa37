import { type LayerMapName, reactionKey, tagKey } from "@postil/shared/document/layer-document";
import type { PlannedOperation } from "./plan-operations.ts";

/** One entry to set, or (`value` undefined) to take out. */
export interface EntryWrite {
  map: LayerMapName;
  key: string;
  value: unknown;
}

/** The entries that an operation writes, as `document/operations` writes them in the browser. `now` in epoch ms. */
export function entryWrites({ operation, id, anchor }: PlannedOperation, actor: string, now: number): EntryWrite[] {
  const by = { by: actor, at: now };
  switch (operation.op) {
    case "annotate": {
      const { on, sources = [] } = operation;
      const made = { author: actor, createdAt: now, on, ...(sources.length > 0 ? { sources } : {}) };
      const writes: EntryWrite[] = [{ map: "annotations", key: id, value: made }];
      if (anchor) writes.push({ map: "anchors", key: id, value: anchor });
      if (operation.note) writes.push({ map: "notes", key: id, value: { text: operation.note, editedAt: now } });
      for (const tag of new Set(operation.tags)) writes.push({ map: "tags", key: tagKey(id, tag), value: by });
      return writes;
    }
    case "reanchor":
      return [{ map: "anchors", key: id, value: anchor }];
    case "tag":
      return [{ map: "tags", key: tagKey(id, operation.tag), value: by }];
    case "untag":
      return [{ map: "tags", key: tagKey(id, operation.tag), value: undefined }];
    case "note":
      return [{ map: "notes", key: id, value: { text: operation.text, editedAt: now } }];
    case "comment": {
      const { annotation, parent, text } = operation;
      return [
        { map: "comments", key: id, value: { annotation, parent, author: actor, createdAt: now } },
        { map: "commentTexts", key: id, value: { text, editedAt: now } },
      ];
    }
    case "edit-comment":
      return [{ map: "commentTexts", key: id, value: { text: operation.text, editedAt: now } }];
    case "resolve":
      return [{ map: "resolutions", key: id, value: by }];
    case "reopen":
      return [{ map: "resolutions", key: id, value: undefined }];
    case "assign": {
      const { user } = operation;
      return [{ map: "assignees", key: id, value: user === null ? undefined : { user, ...by } }];
    }
    case "react": {
      const value = operation.on ? { at: now } : undefined;
      return [{ map: "reactions", key: reactionKey(id, actor, operation.sign), value }];
    }
    case "delete":
      return [{ map: "deletions", key: id, value: by }];
    case "restore":
      return [{ map: "deletions", key: id, value: undefined }];
  }
}
