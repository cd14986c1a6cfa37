import { Button, Checkbox, CloseButton, Textarea, TextInput } from "@mantine/core";
import { MAX_NOTE_LENGTH } from "@postil/shared/schema/annotation";
import { Plus } from "lucide-react";
import { type FormEvent, useEffect, useId, useRef, useState } from "react";
import { rememberTag } from "../../annotations/recent-tags.ts";
import { TagPicker } from "../../annotations/TagPicker.tsx";
import { Problem } from "../../ui/Problem.tsx";
import { TagChip } from "../../ui/TagChip.tsx";
import { useReaderRoom } from "../reader-context.ts";
import type { TextRange } from "../text-range.ts";
import styles from "./occurrences.module.css";
import { contextOf, MAX_QUOTE } from "./occurrences.ts";
import { type OccurrenceQuery, useOccurrences } from "./use-occurrences.ts";
import { words } from "./words.ts";

interface OccurrencesPanelProps {
  query: OccurrenceQuery;
  tags: readonly string[];
  onClose: () => void;
}

/** Beside the text, where what would be annotated is seen: what to find, how to annotate it, and what to leave out. */
export function OccurrencesPanel({ query: first, tags: firstTags, onClose }: OccurrencesPanelProps) {
  const { room, controller, text, go } = useReaderRoom();
  const found = useOccurrences(first, firstTags);
  const { query, ask, tags, setTags, ranges, chosen, already } = found;
  const field = useRef<HTMLInputElement>(null);
  const id = useId();

  useEffect(() => field.current?.select(), []);
  const colour = room.tagsById.get(tags[0] ?? "")?.colour ?? null;
  useEffect(() => {
    controller?.mark(
      "preview",
      chosen.map((range) => ({ ...range, colour, level: 0 })),
    );
  }, [controller, chosen, colour]);
  useEffect(() => () => controller?.mark("preview", []), [controller]);

  const show = ({ from, to }: TextRange | { from: 0; to: 0 }) => {
    controller?.mark("foundCurrent", from === to ? [] : [{ from, to, colour: null, level: 0 }]);
    if (from !== to) go(from);
  };
  useEffect(() => () => controller?.mark("foundCurrent", []), [controller]);

  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (found.make()) onClose();
  };
  return (
    <section
      role="dialog"
      aria-labelledby={`${id}-title`}
      className={styles.panel}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || event.defaultPrevented || event.nativeEvent.isComposing) return;
        event.preventDefault();
        onClose();
      }}
    >
      <header className={styles.header}>
        <h2 id={`${id}-title`} className={styles.title}>
          {words.title}
        </h2>
        <CloseButton aria-label={words.close} onClick={onClose} />
      </header>
      <form className={styles.form} onSubmit={onSubmit}>
        <div className={styles.settings}>
          <TextInput
            ref={field}
            label={words.quote}
            value={query.quote}
            maxLength={MAX_QUOTE}
            autoComplete="off"
            onChange={(event) => ask({ quote: event.currentTarget.value })}
          />
          <div className={styles.options}>
            {(["matchCase", "wholeWords", "ignoreDiacritics"] as const).map((option) => (
              <Checkbox
                key={option}
                size="xs"
                label={words[option]}
                checked={query[option]}
                onChange={(event) => ask({ [option]: event.currentTarget.checked })}
              />
            ))}
          </div>
          <Tags tags={tags} onChange={setTags} />
          <Textarea
            label={words.note}
            autosize
            minRows={1}
            maxRows={4}
            maxLength={MAX_NOTE_LENGTH}
            value={found.note}
            onChange={(event) => found.setNote(event.currentTarget.value)}
          />
        </div>
        <div className={styles.count}>
          <p role="status">
            {countOf(query, ranges.length)} {already.size > 0 && words.already(already.size)}{" "}
            {ranges.length - already.size > chosen.length &&
              words.leftOut(ranges.length - already.size - chosen.length)}{" "}
            {found.more && words.most(ranges.length)}
          </p>
          {ranges.length - already.size > 1 && (
            <Button
              variant="subtle"
              size="compact-xs"
              onClick={() => found.chooseAll(chosen.length + already.size < ranges.length)}
            >
              {chosen.length + already.size < ranges.length ? words.all : words.nothing}
            </Button>
          )}
        </div>
        {ranges.length > 0 && (
          <ol aria-label={words.list} className={styles.list} onMouseLeave={() => show({ from: 0, to: 0 })}>
            {ranges.map((range) => (
              <Occurrence
                key={range.from}
                text={text}
                range={range}
                already={already.has(range.from)}
                checked={chosen.includes(range)}
                onChoose={(wish) => found.choose(range.from, wish)}
                onShow={() => show(range)}
              />
            ))}
          </ol>
        )}
        <footer className={styles.footer}>
          <Problem message={found.most === null ? null : words.tooMuch(found.most)} />
          <Button type="submit" disabled={chosen.length === 0 || found.most !== null}>
            {words.mark(chosen.length)}
          </Button>
        </footer>
      </form>
    </section>
  );
}

function countOf({ quote }: OccurrenceQuery, count: number): string {
  if (quote.trim() === "") return words.nothingTyped;
  return count === 0 ? words.none : `${words.found(count)}.`;
}

interface OccurrenceProps {
  text: string;
  range: TextRange;
  already: boolean;
  checked: boolean;
  onChoose: (wish: boolean) => void;
  /** Brings it into view. */
  onShow: () => void;
}

function Occurrence({ text, range, already, checked, onChoose, onShow }: OccurrenceProps) {
  const { before, match, after } = contextOf(text, range);
  return (
    <li className={styles.item}>
      <label className={styles.choice} data-already={already || undefined}>
        <input
          type="checkbox"
          checked={checked}
          disabled={already}
          onFocus={onShow}
          onChange={(event) => {
            onChoose(event.currentTarget.checked);
            onShow();
          }}
        />
        <bdi className={styles.context}>
          {before}
          <mark className={styles.match}>{match}</mark>
          {after}
          {already && <span className={styles.already}> {words.alreadyOne}</span>}
        </bdi>
      </label>
    </li>
  );
}

/** The tags that each of them gets. */
function Tags({ tags, onChange }: { tags: readonly string[]; onChange: (tags: readonly string[]) => void }) {
  const { room } = useReaderRoom();
  const [open, setOpen] = useState(false);
  const add = useRef<HTMLButtonElement>(null);
  return (
    <fieldset className={styles.tags}>
      <legend className={styles.legend}>{words.tags}</legend>
      {tags.map((id) => {
        const tag = room.tagsById.get(id);
        if (!tag) return null;
        return (
          <TagChip
            key={id}
            tag={tag}
            onRemove={() => onChange(tags.filter((one) => one !== id))}
            removeLabel={words.removeTag(tag.name)}
          />
        );
      })}
      {open ? (
        // biome-ignore lint/a11y/noStaticElementInteractions: Escape closes the picker, and not the panel around it
        <div className={styles.picker} onKeyDown={(event) => event.key === "Escape" && event.stopPropagation()}>
          <TagPicker
            applied={new Set(tags)}
            onPick={(tag) => {
              rememberTag(room.workspaceId, tag.id);
              onChange(tags.includes(tag.id) ? tags.filter((one) => one !== tag.id) : [...tags, tag.id]);
            }}
            onClose={(refocus) => {
              setOpen(false);
              if (refocus) requestAnimationFrame(() => add.current?.focus());
            }}
          />
        </div>
      ) : (
        <Button
          ref={add}
          variant="subtle"
          size="compact-sm"
          leftSection={<Plus size={14} aria-hidden />}
          onClick={() => setOpen(true)}
        >
          {words.addTag}
        </Button>
      )}
    </fieldset>
  );
}
