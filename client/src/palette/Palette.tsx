import { Modal } from "@mantine/core";
import { type KeyboardEvent, useCallback, useEffect, useId, useMemo, useRef, useState } from "react";
import type { HeldWords } from "../commands/held-keys.ts";
import { useCoveredPage } from "../ui/use-covered-page.ts";
import styles from "./palette.module.css";
import { keptPlace, type PlaceInPage } from "./place-in-page.ts";
import { rank } from "./rank.ts";
import { recentEntries, rememberEntry } from "./recent-entries.ts";
import { type Entry, useEntries } from "./use-entries.ts";
import { words } from "./words.ts";

/** Most that is listed: who doesn't find it among these types another letter. */
const MOST = 60;

interface PaletteProps {
  /** Called once it has the keyboard: answers what was typed before. */
  onReady: () => HeldWords;
  onClose: () => void;
}

/** Everything by name: type, choose by the arrows, Enter. What had the keyboard has it again afterwards. */
export function Palette({ onReady, onClose }: PaletteProps) {
  const [place] = useState<PlaceInPage>(keptPlace);
  const [typed, setTyped] = useState("");
  const [active, setActive] = useState(0);
  const [entered, setEntered] = useState(false);
  const [recent] = useState(recentEntries);
  const entries = useEntries();
  const list = useRef<HTMLDivElement>(null);
  const uncover = useCoveredPage();
  // The dialog's own way to give the keyboard takes a moment: what is typed then would go to the page.
  const takeKeys = useCallback(
    (input: HTMLInputElement | null) => {
      if (!input) return;
      input.focus();
      const early = onReady();
      if (early.typed !== "") setTyped((typed) => early.typed + typed);
      if (early.entered) setEntered(true);
    },
    [onReady],
  );
  const id = useId();
  const found = useMemo(() => rank(entries, typed, recent).slice(0, MOST), [entries, typed, recent]);
  const current = Math.min(active, found.length - 1);
  const optionId = (index: number) => `${id}-${index}`;

  useEffect(() => {
    list.current?.querySelector(`[id="${id}-${current}"]`)?.scrollIntoView({ block: "nearest" });
  }, [id, current]);

  const close = () => {
    onClose();
    uncover();
    place.restore();
  };
  const take = (entry: Entry | undefined) => {
    if (!entry) return;
    rememberEntry(entry.id);
    close();
    // Once this is out of the page: what is opened now may take the keyboard.
    requestAnimationFrame(() => entry.run());
  };
  // Enter came before there was a list to choose from: the first is taken, once there is one.
  // biome-ignore lint/correctness/useExhaustiveDependencies: as soon as something is found
  useEffect(() => {
    if (!entered || found.length === 0) return;
    setEntered(false);
    take(found[0]);
  }, [entered, found]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    setEntered(false);
    const last = found.length - 1;
    if (event.key === "ArrowDown") setActive(current >= last ? 0 : current + 1);
    else if (event.key === "ArrowUp") setActive(current <= 0 ? last : current - 1);
    else if (event.key === "PageDown") setActive(Math.min(current + 8, last));
    else if (event.key === "PageUp") setActive(Math.max(current - 8, 0));
    else if (event.key === "Enter") take(found[current]);
    else if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") close();
    else return;
    event.preventDefault();
  };

  return (
    <Modal
      opened
      onClose={close}
      centered={false}
      yOffset="8dvh"
      size="lg"
      padding={0}
      withCloseButton={false}
      returnFocus={false}
      transitionProps={{ duration: 0 }}
      title={words.title}
      classNames={{ content: styles.content, header: "visually-hidden", body: styles.body }}
    >
      <input
        ref={takeKeys}
        className={styles.input}
        role="combobox"
        aria-label={words.field}
        aria-expanded
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={found.length > 0 ? optionId(current) : undefined}
        placeholder={words.placeholder}
        autoComplete="off"
        spellCheck={false}
        data-autofocus
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div ref={list} id={`${id}-list`} role="listbox" aria-label={words.results} className={styles.list}>
        {found.map((entry, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the keyboard, and names the option it is on
          // biome-ignore lint/a11y/useFocusableInteractive: as above
          <div
            key={entry.id}
            id={optionId(index)}
            role="option"
            aria-selected={index === current}
            className={styles.option}
            onPointerMove={() => setActive(index)}
            onClick={() => take(entry)}
          >
            <bdi className={styles.name}>{entry.title}</bdi>
            <span className={styles.group}>{entry.group}</span>
            {entry.keys.length > 0 && (
              <span className={styles.keys} aria-hidden>
                {entry.keys.map((key) => (
                  <kbd key={key}>{key}</kbd>
                ))}
              </span>
            )}
          </div>
        ))}
      </div>
      {found.length === 0 && (
        <p className={styles.none}>
          {words.none} {words.help}
        </p>
      )}
      <p className="visually-hidden" role="status">
        {found.length === 0 ? words.none : words.count(found.length)}
      </p>
    </Modal>
  );
}
