import type { EditorView } from "@codemirror/view";
import { useEffect, useRef, useState } from "react";
import type { DocumentSession } from "../../sync/document-session.ts";
import { notify } from "../../ui/notify.ts";
import { openEditor, setWritable } from "./editor-setup.ts";
import { type MarkState, markState } from "./mark-commands.ts";
import { words } from "./words.ts";

const NO_MARKS: MarkState = { line: "p", bold: false, italic: false, href: null, words: false };

interface UseEditorOptions {
  session: DocumentSession;
  label: string;
  describedBy: string;
  language: string | undefined;
  writable: boolean;
  onLink: () => void;
}

/** An editor in the element that `ref` is given, and what its selection is. A new one when the document is. */
export function useEditor({ session, label, describedBy, language, writable, onLink }: UseEditorOptions) {
  const [parent, setParent] = useState<HTMLElement | null>(null);
  const [view, setView] = useState<EditorView | null>(null);
  const [marks, setMarks] = useState(NO_MARKS);
  const latest = useRef({ writable, onLink });
  latest.current = { writable, onLink };
  const { doc } = session;

  // biome-ignore lint/correctness/useExhaustiveDependencies: doc stands for the session's life
  useEffect(() => {
    if (!parent) return;
    let frame = 0;
    const opened = openEditor(parent, {
      session,
      label,
      describedBy,
      language,
      writable: latest.current.writable,
      onTooLong: () => notify({ message: words.tooLong }),
      onLink: () => latest.current.onLink(),
      onChange: () => {
        // Several changes in one frame are one rendering of the toolbar.
        frame ||= requestAnimationFrame(() => {
          frame = 0;
          const next = markState(opened.state);
          setMarks((before) => (sameMarks(before, next) ? before : next));
        });
      },
    });
    setView(opened);
    return () => {
      cancelAnimationFrame(frame);
      setView(null);
      opened.destroy();
    };
  }, [parent, session, doc, label, describedBy, language]);

  useEffect(() => {
    if (view) setWritable(view, writable);
  }, [view, writable]);

  return { ref: setParent, view, marks };
}

function sameMarks(one: MarkState, other: MarkState): boolean {
  return (Object.keys(one) as (keyof MarkState)[]).every((key) => one[key] === other[key]);
}
