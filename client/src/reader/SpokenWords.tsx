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
        {notes.map((note) => (
          <span key={note.id} id={note.id}>
            {note.words}
          </span>
        ))}
      </div>
      <div className="visually-hidden" aria-live="polite">
        {said}
      </div>
    </>
  );
}
