import { ActionIcon } from "@mantine/core";
import { MAX_NOTE_LENGTH } from "@postil/shared/schema/annotation";
import { Bold, Heading, Italic, Link, List, ListOrdered, Quote } from "lucide-react";
import { type KeyboardEvent, useLayoutEffect, useRef } from "react";
import { MentionArea } from "../../annotations/MentionArea.tsx";
import type { ResolvedAnnotation } from "../../annotations/use-annotations.ts";
import { formatNumber } from "../../ui/format.ts";
import { Problem } from "../../ui/Problem.tsx";
import { FORMATS, type Format, format } from "./markdown-edit.ts";
import styles from "./memo.module.css";
import { useMemoWriting } from "./use-memo-writing.ts";
import { words } from "./words.ts";

const ICONS = {
  heading: Heading,
  bold: Bold,
  italic: Italic,
  list: List,
  numbered: ListOrdered,
  quote: Quote,
  link: Link,
};
const KEYS: Readonly<Record<string, Format>> = { b: "bold", i: "italic" };

/** Where one's memo is written; stored as it is typed. `memo` null: there is none yet, the first words make it. */
export function MemoEditor({ memo }: { memo: ResolvedAnnotation | null }) {
  const field = useRef<HTMLTextAreaElement>(null);
  const select = useRef<{ from: number; to: number } | null>(null);
  const { typed, tooLong } = useMemoWriting(memo, (before, after) => {
    const area = field.current;
    if (!area || area !== area.ownerDocument.activeElement) return;
    // The caret stays among the words that it stood in.
    const moved = (at: number) => (after.startsWith(before.slice(0, at)) ? at : at + after.length - before.length);
    select.current = { from: moved(area.selectionStart), to: moved(area.selectionEnd) };
  });
  useLayoutEffect(() => {
    if (!select.current) return;
    field.current?.setSelectionRange(select.current.from, select.current.to);
    select.current = null;
  });

  function apply(how: Format): void {
    const area = field.current;
    if (!area) return;
    const edited = format({ text: typed.text, from: area.selectionStart, to: area.selectionEnd }, how);
    select.current = edited;
    area.focus();
    typed.setText(edited.text);
  }
  function onKeyDown(event: KeyboardEvent): void {
    const how = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey ? KEYS[event.key] : undefined;
    if (!how) return;
    event.preventDefault();
    apply(how);
  }
  return (
    <div className={styles.editor}>
      <fieldset className={styles.tools} aria-label={words.format}>
        {FORMATS.map((how) => {
          const Icon = ICONS[how];
          const label = words.formats[how];
          return (
            <ActionIcon key={how} size={32} aria-label={label} title={label} onClick={() => apply(how)}>
              <Icon size={16} aria-hidden />
            </ActionIcon>
          );
        })}
      </fieldset>
      <MentionArea
        field={field}
        draft={typed}
        label={words.field}
        placeholder={words.placeholder}
        rows={12}
        onKeyDown={onKeyDown}
      />
      <Problem message={tooLong ? words.tooLong(formatNumber(MAX_NOTE_LENGTH)) : null} />
    </div>
  );
}
