import type { LayerReader } from "@postil/shared/schema/thread";
import {
  type FocusEventHandler,
  type KeyboardEvent,
  type RefObject,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import { Avatar } from "../ui/Avatar.tsx";
import { findReaders, mentionBefore } from "./mention-text.ts";
import { useRoom } from "./room.ts";
import pickerStyles from "./tag-picker.module.css";
import type { TypedDraft } from "./use-mentions.ts";
import { words } from "./words.ts";
import styles from "./writing.module.css";

/** People offered at once. */
const OFFERED = 8;

interface MentionAreaProps {
  field: RefObject<HTMLTextAreaElement | null>;
  draft: TypedDraft;
  label: string;
  placeholder: string;
  rows: number;
  /** Keys that choosing somebody has no use for. */
  onKeyDown: (event: KeyboardEvent<HTMLTextAreaElement>) => void;
  onBlur?: FocusEventHandler<HTMLElement>;
  onFocus?: () => void;
}

/** A field for words in which `@` offers the people who can read them. */
export function MentionArea({ field, draft, label, placeholder, rows, onKeyDown, ...left }: MentionAreaProps) {
  const { readers } = useRoom();
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const [caret, setCaret] = useState(0);
  const [active, setActive] = useState(0);
  /** Where the "@" stands that somebody wants no list for. */
  const [dismissed, setDismissed] = useState<number | null>(null);
  const placeCaret = useRef<number | null>(null);
  const begun = mentionBefore(draft.text, caret);
  const found = begun && begun.from !== dismissed ? findReaders(readers, begun.typed, OFFERED) : [];
  const current = Math.min(active, Math.max(0, found.length - 1));

  useLayoutEffect(() => {
    if (placeCaret.current === null) return;
    field.current?.setSelectionRange(placeCaret.current, placeCaret.current);
    placeCaret.current = null;
  });
  useEffect(() => {
    list.current?.querySelector(`[data-index="${current}"]`)?.scrollIntoView({ block: "nearest" });
  }, [current]);

  function pick(reader: LayerReader | undefined): void {
    if (!reader || !begun) return;
    const before = `${draft.text.slice(0, begun.from)}@${reader.name} `;
    draft.setText(before + draft.text.slice(caret).replace(/^ /, ""), reader);
    placeCaret.current = before.length;
    setCaret(before.length);
    setActive(0);
  }

  function choose(event: KeyboardEvent<HTMLTextAreaElement>): void {
    if (event.nativeEvent.isComposing) {
      // Enter and Escape are the input method's: Escape must not close the card around the field.
      event.stopPropagation();
      return;
    }
    const plain = !event.ctrlKey && !event.metaKey && !event.shiftKey;
    const taken = plain && found.length > 0;
    if (taken && event.key === "ArrowDown") setActive((current + 1) % found.length);
    else if (taken && event.key === "ArrowUp") setActive((current - 1 + found.length) % found.length);
    else if (taken && (event.key === "Enter" || event.key === "Tab")) pick(found[current]);
    else if (taken && event.key === "Escape") setDismissed(begun?.from ?? null);
    else {
      onKeyDown(event);
      return;
    }
    event.preventDefault();
  }

  const optionId = (index: number) => `${id}-${index}`;
  return (
    <>
      <textarea
        ref={field}
        className={styles.field}
        aria-label={label}
        aria-autocomplete="list"
        aria-controls={found.length > 0 ? `${id}-list` : undefined}
        aria-activedescendant={found.length > 0 ? optionId(current) : undefined}
        placeholder={placeholder}
        value={draft.text}
        rows={rows}
        dir="auto"
        onChange={(event) => {
          setCaret(event.target.selectionStart);
          setActive(0);
          setDismissed(null);
          draft.setText(event.target.value);
        }}
        onSelect={(event) => setCaret(event.currentTarget.selectionStart)}
        onKeyDown={choose}
        {...left}
      />
      {found.length > 0 && (
        <div ref={list} id={`${id}-list`} role="listbox" aria-label={words.thread.people} className={styles.people}>
          {found.map((reader, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard works in the field
            // biome-ignore lint/a11y/useFocusableInteractive: aria-activedescendant leads here, focus stays in the field
            <div
              key={reader.actor}
              id={optionId(index)}
              role="option"
              data-index={index}
              data-active={index === current || undefined}
              aria-selected={index === current}
              className={pickerStyles.option}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => pick(reader)}
            >
              <Avatar name={reader.name} colour={reader.colour} size={18} decorative /> {reader.name}
            </div>
          ))}
        </div>
      )}
    </>
  );
}
