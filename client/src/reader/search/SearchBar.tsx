import { ActionIcon } from "@mantine/core";
import { CaseSensitive, ChevronDown, ChevronUp, CornerUpLeft, ListChecks, WholeWord, X } from "lucide-react";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useReaderCommands } from "../commands/use-reader-commands.ts";
import { words as occurrenceWords } from "../occurrences/words.ts";
import { useReaderRoom } from "../reader-context.ts";
import styles from "./search-bar.module.css";
import { useSearch } from "./use-search.ts";
import { words } from "./words.ts";

interface SearchBarProps {
  /** What was looked for last. */
  query: string;
  onQuery: (query: string) => void;
  /** To be called once it has the keyboard: answers what was typed before. */
  onReady: () => string;
  onClose: () => void;
}

/** Searches in the article: what is found is painted in the text, and one is led from place to place. */
export function SearchBar({ query, onQuery, onReady, onClose }: SearchBarProps) {
  const { text, room, store } = useReaderRoom();
  const { hits, current, options, change, step, stay, leave } = useSearch(query);
  const input = useRef<HTMLInputElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when it opens
  useEffect(() => {
    input.current?.select();
    const typed = onReady();
    if (typed !== "") onQuery(typed);
  }, []);
  const close = (how: () => void) => {
    how();
    onClose();
  };
  const markAll = () => {
    store.markAll({ quote: query.trim(), ...options, from: hits[current]?.from ?? 0 });
    onClose();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Enter" && event.target === input.current) step(event.shiftKey ? -1 : 1);
    else if (event.key === "Escape") close(event.shiftKey ? leave : stay);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  useReaderCommands([
    {
      id: "search.next",
      title: words.nextPlace,
      group: "moving",
      keys: [{ key: "F3" }],
      inFields: true,
      run: () => step(1),
    },
    {
      id: "search.previous",
      title: words.previousPlace,
      group: "moving",
      keys: [{ key: "F3", shift: true }],
      inFields: true,
      run: () => step(-1),
    },
    {
      id: "search.close",
      title: words.close,
      group: "moving",
      keys: [{ key: "Escape" }],
      keyOnly: true,
      first: true,
      run: () => close(stay),
    },
  ]);

  const empty = query.trim() === "";
  const count = empty ? "" : hits.length === 0 ? words.none : words.count(current + 1, hits.length);
  const toggles = [
    {
      on: options.matchCase,
      label: words.matchCase,
      sign: <CaseSensitive size={18} aria-hidden />,
      change: { matchCase: !options.matchCase },
    },
    {
      on: options.wholeWords,
      label: words.wholeWords,
      sign: <WholeWord size={18} aria-hidden />,
      change: { wholeWords: !options.wholeWords },
    },
    {
      on: !options.ignoreDiacritics,
      label: words.diacritics,
      sign: <span aria-hidden data-sign="é" />,
      change: { ignoreDiacritics: !options.ignoreDiacritics },
    },
  ];
  return (
    <search className={styles.bar} aria-label={words.label} onKeyDown={onKeyDown}>
      <div className={styles.field}>
        <input
          ref={input}
          className={styles.input}
          type="text"
          aria-label={words.field}
          placeholder={words.open}
          autoComplete="off"
          spellCheck={false}
          // biome-ignore lint/a11y/noAutofocus: opened to type into
          autoFocus
          value={query}
          disabled={text === ""}
          onChange={(event) => onQuery(event.currentTarget.value)}
        />
        <span className={styles.count} data-none={(!empty && hits.length === 0) || undefined} aria-hidden>
          {count}
        </span>
        <Spoken words={count} />
      </div>
      <div className={styles.switches}>
        {toggles.map((toggle) => (
          <button
            key={toggle.label}
            type="button"
            className={styles.switch}
            aria-label={toggle.label}
            title={toggle.label}
            aria-pressed={toggle.on}
            onClick={() => change(toggle.change)}
          >
            {toggle.sign}
          </button>
        ))}
      </div>
      <div className={styles.steps}>
        <Tool label={words.previous} disabled={hits.length === 0} onClick={() => step(-1)} icon={ChevronUp} />
        <Tool label={words.next} disabled={hits.length === 0} onClick={() => step(1)} icon={ChevronDown} />
        {room.writer.canAnnotate && (
          <Tool label={occurrenceWords.title} disabled={hits.length === 0} onClick={markAll} icon={ListChecks} />
        )}
        <Tool label={words.back} onClick={() => close(leave)} icon={CornerUpLeft} />
        <Tool label={words.close} onClick={() => close(stay)} icon={X} />
      </div>
    </search>
  );
}

interface ToolProps {
  label: string;
  icon: typeof X;
  disabled?: boolean;
  onClick: () => void;
}

function Tool({ label, icon: Icon, disabled = false, onClick }: ToolProps) {
  return (
    <ActionIcon className={styles.tool} aria-label={label} title={label} disabled={disabled} onClick={onClick}>
      <Icon size={16} aria-hidden />
    </ActionIcon>
  );
}

/** How long typing rests before the count is read out, in ms. */
const REST = 700;

function Spoken({ words: latest }: { words: string }) {
  const [said, setSaid] = useState("");
  useEffect(() => {
    const timer = setTimeout(() => setSaid(latest), REST);
    return () => clearTimeout(timer);
  }, [latest]);
  return (
    <span className="visually-hidden" role="status">
      {said}
    </span>
  );
}
