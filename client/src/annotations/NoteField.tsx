import { ActionIcon } from "@mantine/core";
import { MAX_NOTE_LENGTH } from "@postil/shared/schema/annotation";
import { Pencil, StickyNote } from "lucide-react";
import { type RefObject, useEffect, useRef, useState } from "react";
import { readDraft } from "../sync/draft-storage.ts";
import { Problem } from "../ui/Problem.tsx";
import card from "./annotation-card.module.css";
import { useDraft } from "./drafts.ts";
import { EditedMark } from "./EditedMark.tsx";
import { focusField } from "./focus-field.ts";
import { MentionArea } from "./MentionArea.tsx";
import { RichText } from "./RichText.tsx";
import { useRoom } from "./room.ts";
import type { ResolvedAnnotation } from "./use-annotations.ts";
import { useLeft } from "./use-left.ts";
import { useMentions } from "./use-mentions.ts";
import { words } from "./words.ts";
import styles from "./writing.module.css";

/** Pause after the last keystroke before a note is written into the document, in ms: each writing leaves a trace there. */
const PAUSE = 1_000;
/** A note of this age, in ms after the highlight, was still part of making the annotation. */
const FIRST_WRITING = 60_000;

interface NoteFieldProps {
  annotation: ResolvedAnnotation;
  editable: boolean;
  focused: boolean;
  /** Begins to write at once. */
  writing: boolean;
  onWritingTaken: (() => void) | undefined;
  onLeave: (() => void) | undefined;
}

export function NoteField({ annotation, editable, focused, writing, onWritingTaken, onLeave }: NoteFieldProps) {
  const { userId, layer } = useRoom();
  const mayWrite = useRef(editable);
  mayWrite.current = editable;
  // Words left unsent are what one comes back for.
  const [open, setOpen] = useState(() => {
    const kept = focused ? readDraft(userId, layer.document, `note/${annotation.id}`) : "";
    return kept !== "" && kept !== annotation.note;
  });

  useEffect(() => {
    if (!writing) return;
    setOpen(true);
    onWritingTaken?.();
  }, [writing, onWritingTaken]);

  if (open && editable) {
    return (
      <NoteEditor
        annotation={annotation}
        mayWrite={mayWrite}
        onDone={(leave) => {
          setOpen(false);
          if (leave) onLeave?.();
        }}
      />
    );
  }
  if (annotation.note === "") {
    if (!focused || !editable) return null;
    return (
      <button type="button" className={card.textButton} onClick={() => setOpen(true)}>
        <StickyNote size={14} aria-hidden /> {words.note.add}
      </button>
    );
  }
  const long = annotation.on === "memo";
  if (!focused) return <RichText text={annotation.note} clamped long={long} />;
  const { noteEditedAt } = annotation;
  const isEdited = noteEditedAt !== null && noteEditedAt > annotation.createdAt + FIRST_WRITING;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard has the button; this is for whoever clicks the words
    // biome-ignore lint/a11y/noStaticElementInteractions: as above
    <div
      className={styles.noteArea}
      data-editable={editable || undefined}
      onClick={(event) => {
        const selects = window.getSelection()?.isCollapsed === false;
        if (editable && !selects && !(event.target as Element).closest("a, button")) setOpen(true);
      }}
    >
      <RichText text={annotation.note} long={long} />
      <span className={styles.noteFoot}>
        {isEdited && <EditedMark kind="note" id={annotation.id} at={noteEditedAt} />}
        {editable && (
          <ActionIcon
            size={24}
            className={styles.noteButton}
            aria-label={words.note.edit}
            title={words.note.edit}
            onClick={() => setOpen(true)}
          >
            <Pencil size={14} aria-hidden />
          </ActionIcon>
        )}
      </span>
    </div>
  );
}

interface NoteEditorProps {
  annotation: ResolvedAnnotation;
  /** As it stands now: it may have ended while somebody was typing. */
  mayWrite: RefObject<boolean>;
  onDone: (leave: boolean) => void;
}

/** Writes on blur or after a pause, never with each keystroke. What it was before makes one step to undo. */
function NoteEditor({ annotation, mayWrite, onDone }: NoteEditorProps) {
  const { actions, userId, layer } = useRoom();
  const draft = useDraft(userId, layer.document, `note/${annotation.id}`, annotation.note);
  const before = useRef(annotation.note);
  const typed = useMentions(draft);
  const field = useRef<HTMLTextAreaElement>(null);
  const { text } = draft;
  const tooLong = text.length > MAX_NOTE_LENGTH;

  const left = useLeft(() => {
    if (!tooLong) onDone(false);
  });
  const latest = useRef({ draft, typed, tooLong, actions, id: annotation.id });
  latest.current = { draft, typed, tooLong, actions, id: annotation.id };

  useEffect(() => focusField(field.current), []);
  useEffect(() => {
    if (tooLong) return;
    const timer = setTimeout(() => actions.writeNote(annotation.id, text), PAUSE);
    return () => clearTimeout(timer);
  }, [text, tooLong, actions, annotation.id]);
  // However the field goes away, what was typed is written; after the effects, lest a mere remount would count.
  const leaving = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => {
    clearTimeout(leaving.current);
    return () => {
      leaving.current = setTimeout(() => {
        const { draft, typed, tooLong, actions, id } = latest.current;
        // With nowhere to write to, or no right to it any more, the words stay a draft.
        if (tooLong || !actions.open || !mayWrite.current) return;
        const text = typed.finish();
        actions.writeNote(id, text);
        actions.noteWritten(id, before.current, text);
        draft.clear();
      });
    };
  }, [mayWrite]);

  return (
    <div>
      <MentionArea
        field={field}
        draft={typed}
        label={words.note.label}
        placeholder={words.note.placeholder}
        rows={2}
        {...left}
        onKeyDown={(event) => {
          if (event.key === "Escape" || (event.key === "Enter" && (event.ctrlKey || event.metaKey))) {
            event.preventDefault();
            if (!tooLong) onDone(true);
          }
        }}
      />
      <Problem message={tooLong ? words.note.tooLong(MAX_NOTE_LENGTH) : null} />
    </div>
  );
}
