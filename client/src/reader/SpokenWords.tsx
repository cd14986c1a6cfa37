import { memo } from "react";
import type { BlockNote } from "./use-block-notes.ts";
import { words } from "./words.ts";

interface SpokenWordsProps {
  notes: readonly BlockNote[];
  /** What was said last. */
  said: string;
}

/** What only screen readers hear: how to use the text, which annotations a block carries, what has just happened. */
export function SpokenWords({ notes, said }: SpokenWordsProps) {
  return (
    <>
      <div hidden>
        <span id="text-help">{words.text.help}</span>
        <BlockNotes notes={notes} />
      </div>
      <div className="visually-hidden" aria-live="polite">
        {said}
      </div>
    </>
  );
}

const BlockNotes = memo(function BlockNotes({ notes }: { notes: readonly BlockNote[] }) {
  return notes.map((note) => <BlockWords key={note.id} note={note} />);
});

const BlockWords = memo(function BlockWords({ note }: { note: BlockNote }) {
  return <span id={note.id}>{note.words}</span>;
});
