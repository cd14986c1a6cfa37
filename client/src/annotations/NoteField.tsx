import { MAX_NOTE_LENGTH } from "@postil/shared/schema/annotation";
import { StickyNote } from "lucide-react";
import { type RefObject, useEffect, useRef, useState } from "react";
import { readDraft } from "../sync/draft-storage.ts";
import { Problem } from "../ui/Problem.tsx";
import styles from "./annotation-card.module.css";
import { useDraft } from "./drafts.ts";
import { focusField } from "./focus-field.ts";
import { useRoom } from "./room.ts";
import type { ResolvedAnnotation } from "./use-annotations.ts";
import { useLeft } from "./use-left.ts";
import { words } from "./words.ts";

/** Pause after the last keystroke before a note is written into the document, in ms: each writing leaves a trace there. */
const PAUSE = 1_000;

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
      <button type="button" className={styles.textButton} onClick={() => setOpen(true)}>
        <StickyNote size={14} aria-hidden /> {words.note.add}
      </button>
    );
  }
  if (!editable || !focused) return <NoteText annotation={annotation} focused={focused} />;
  return (
    <button type="button" className={styles.noteButton} aria-label={words.note.edit} onClick={() => setOpen(true)}>
      <NoteText annotation={annotation} focused={focused} />
    </button>
  );
}

function NoteText({ annotation, focused }: { annotation: ResolvedAnnotation; focused: boolean }) {
  return (
    <span className={styles.note} data-clamped={!focused || undefined} dir="auto">
      {annotation.note}
    </span>
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
  const field = useRef<HTMLTextAreaElement>(null);
  const { text } = draft;
  const tooLong = text.length > MAX_NOTE_LENGTH;

  const left = useLeft(() => {
    if (!tooLong) onDone(false);
  });
  const latest = useRef({ draft, text, tooLong, actions, id: annotation.id });
  latest.current = { draft, text, tooLong, actions, id: annotation.id };

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
        const { draft, text, tooLong, actions, id } = latest.current;
        // With nowhere to write to, or no right to it any more, the words stay a draft.
        if (tooLong || !actions.open || !mayWrite.current) return;
        actions.writeNote(id, text);
        actions.noteWritten(id, before.current, text);
        draft.clear();
      });
    };
  }, [mayWrite]);

  return (
    <div>
      <textarea
        ref={field}
        className={styles.field}
        aria-label={words.note.label}
        placeholder={words.note.placeholder}
        value={text}
        rows={2}
        dir="auto"
        onChange={(event) => draft.setText(event.target.value)}
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
