import type { Tag } from "@postil/shared/schema/tag";
import { CommentBox } from "../../annotations/CommentBox.tsx";
import { rememberTag } from "../../annotations/recent-tags.ts";
import { TagPicker } from "../../annotations/TagPicker.tsx";
import { useReaderRoom } from "../reader-context.ts";
import { focusText } from "../use-keyboard-place.ts";
import styles from "./whole-article.module.css";
import { words } from "./words.ts";

export type WholeKind = "tag" | "comment" | "note";

const NO_TAGS: ReadonlySet<string> = new Set();

interface WholeComposerProps {
  kind: WholeKind;
  onDone: () => void;
}

/** Where an annotation on the whole article is begun: it is made when there is something in it. */
export function WholeComposer({ kind, onDone }: WholeComposerProps) {
  const { room, root, store, say } = useReaderRoom();
  const make = (more: { tags?: readonly string[]; note?: string; comment?: string }) => {
    onDone();
    if (!room.actions.open) return;
    store.focus(room.actions.annotateWhole("article", more), "card");
    say(words.made);
  };
  const leave = () => {
    onDone();
    if (root.current) focusText(root.current, undefined);
  };
  return (
    <div className={styles.composer}>
      {kind === "tag" ? (
        <TagPicker
          applied={NO_TAGS}
          onPick={(tag: Tag) => {
            rememberTag(room.workspaceId, tag.id);
            make({ tags: [tag.id] });
          }}
          onClose={(refocus) => (refocus ? leave() : onDone())}
        />
      ) : (
        <CommentBox
          draftKey={`whole/${kind}`}
          label={kind === "note" ? words.noteLabel : words.commentLabel}
          placeholder={kind === "note" ? words.notePlaceholder : words.commentPlaceholder}
          sendLabel={kind === "note" ? words.saveNote : words.comment}
          focus
          onSend={(text) => make(kind === "note" ? { note: text } : { comment: text })}
          onCancel={leave}
        />
      )}
    </div>
  );
}
