import { Button } from "@mantine/core";
import { MAX_NOTE_LENGTH } from "@postil/shared/schema/annotation";
import { useEffect, useRef } from "react";
import { Problem } from "../ui/Problem.tsx";
import { useDraft } from "./drafts.ts";
import { focusField } from "./focus-field.ts";
import { MentionArea } from "./MentionArea.tsx";
import { useRoom } from "./room.ts";
import { useMentions } from "./use-mentions.ts";
import { words } from "./words.ts";
import styles from "./writing.module.css";

interface CommentBoxProps {
  /** What the words are for: see drafts.ts. */
  draftKey: string;
  initial?: string;
  label: string;
  placeholder: string;
  sendLabel: string;
  /** Takes the keyboard at once. */
  focus: boolean;
  /** Stays one line with nothing around it until somebody writes. */
  quiet?: boolean;
  onSend: (text: string) => void;
  onCancel: () => void;
}

/** Where comments are written and changed. Ctrl+Enter sends, Escape leaves; what is unsent stays for next time. */
export function CommentBox({
  draftKey,
  initial = "",
  label,
  placeholder,
  sendLabel,
  focus,
  quiet = false,
  onSend,
  onCancel,
}: CommentBoxProps) {
  const { userId, layer } = useRoom();
  const draft = useDraft(userId, layer.document, draftKey, initial);
  const typed = useMentions(draft);
  const field = useRef<HTMLTextAreaElement>(null);
  const ready = draft.text.trim() !== "" && draft.text.length <= MAX_NOTE_LENGTH;

  useEffect(() => (focus ? focusField(field.current) : undefined), [focus]);

  function send(): void {
    if (!ready) return;
    onSend(typed.finish().trim());
    draft.clear();
  }

  return (
    <form
      className={styles.commentBox}
      data-quiet={(quiet && draft.text === "") || undefined}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <MentionArea
        field={field}
        draft={typed}
        label={label}
        placeholder={placeholder}
        rows={1}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
            event.preventDefault();
            send();
          }
          if (event.key === "Escape") {
            event.preventDefault();
            onCancel();
          }
        }}
      />
      <Problem message={draft.text.length > MAX_NOTE_LENGTH ? words.thread.tooLong(MAX_NOTE_LENGTH) : null} />
      <div className={styles.commentActions}>
        <span className={styles.sendKeys}>{words.thread.sendKeys}</span>
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          onClick={() => {
            draft.clear();
            onCancel();
          }}
        >
          {words.thread.cancel}
        </Button>
        <Button size="compact-sm" type="submit" disabled={!ready}>
          {sendLabel}
        </Button>
      </div>
    </form>
  );
}
