import type { Tag } from "@postil/shared/schema/tag";
import { Check, Plus } from "lucide-react";
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from "react";
import { notifyError } from "../ui/notify.ts";
import { TagMark } from "../ui/TagChip.tsx";
import { focusField } from "./focus-field.ts";
import { recentTags } from "./recent-tags.ts";
import { useRoom } from "./room.ts";
import styles from "./tag-picker.module.css";
import { hasTopLevelName, searchTags } from "./tag-search.ts";
import { useLeft } from "./use-left.ts";
import { words } from "./words.ts";

interface TagPickerProps {
  /** Ids of the tags that are on already: picking one takes it off. */
  applied: ReadonlySet<string>;
  onPick: (tag: Tag) => void;
  /** `refocus`: closed by the keyboard, which has to go somewhere. */
  onClose: (refocus: boolean) => void;
}

/** Type to find, Enter to put on. With nothing found, those who may add the tag to the codebook on the spot. */
export function TagPicker({ applied, onPick, onClose }: TagPickerProps) {
  const { tags, workspaceId, createTag, proposesTags } = useRoom();
  const [typed, setTyped] = useState("");
  const [active, setActive] = useState(0);
  const [busy, setBusy] = useState(false);
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const recent = useMemo(() => recentTags(workspaceId), [workspaceId]);
  const found = useMemo(() => searchTags(tags, typed, recent), [tags, typed, recent]);
  const name = typed.trim();
  const creatable = createTag !== null && name !== "" && !/[;>]/.test(name) && !hasTopLevelName(tags, name);
  const count = found.length + (creatable ? 1 : 0);
  const current = Math.min(active, Math.max(0, count - 1));

  const left = useLeft(() => onClose(false));

  // Opened by a key or a click that asked to write: the field takes the keyboard.
  useEffect(() => focusField(input.current), []);
  useEffect(() => {
    list.current?.querySelector(`[data-index="${current}"]`)?.scrollIntoView({ block: "nearest" });
  }, [current]);

  async function take(index: number): Promise<void> {
    const tag = found[index];
    if (tag) {
      onPick(tag);
      setTyped("");
      setActive(0);
      return;
    }
    if (!creatable || !createTag || busy) return;
    setBusy(true);
    try {
      onPick(await createTag(name));
      setTyped("");
    } catch (error) {
      notifyError(error);
    } finally {
      setBusy(false);
    }
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing) {
      // The input method's own, not the card's.
      event.stopPropagation();
      return;
    }
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const step = event.key === "ArrowDown" ? 1 : -1;
      setActive(count === 0 ? 0 : (current + step + count) % count);
    } else if (event.key === "Enter") {
      if (count === 0) return;
      void take(current).then(() => {
        if (!event.shiftKey) onClose(true);
      });
    } else if (event.key === "Escape") onClose(true);
    else return;
    event.preventDefault();
  }

  const optionId = (index: number) => `${id}-${index}`;
  return (
    <div className={styles.picker} {...left}>
      <input
        ref={input}
        className={styles.input}
        role="combobox"
        aria-label={words.tags.find}
        aria-expanded
        aria-autocomplete="list"
        aria-controls={`${id}-list`}
        aria-activedescendant={count > 0 ? optionId(current) : undefined}
        placeholder={words.tags.find}
        value={typed}
        maxLength={80}
        autoComplete="off"
        onChange={(event) => {
          setTyped(event.target.value);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div ref={list} id={`${id}-list`} role="listbox" aria-label={words.tags.list} className={styles.list}>
        {found.map((tag, index) => (
          <Option
            key={tag.id}
            id={optionId(index)}
            index={index}
            active={index === current}
            selected={applied.has(tag.id)}
            onTake={() => void take(index)}
          >
            <TagMark colour={tag.colour} sign={tag.sign} />
            <span className={styles.words}>
              <span className={styles.name}>
                <TagPath path={tag.path} />
              </span>
              {tag.state !== "accepted" && <span className={styles.state}>{words.tags.states[tag.state]}</span>}
              {tag.description !== "" && <span className={styles.description}>{tag.description}</span>}
            </span>
            {applied.has(tag.id) && <Check size={14} aria-label={words.tags.on} />}
            {tag.shortcut !== null && <kbd aria-label={words.tags.shortcut(tag.shortcut)}>{tag.shortcut}</kbd>}
          </Option>
        ))}
        {creatable && (
          <Option
            id={optionId(found.length)}
            index={found.length}
            active={current === found.length}
            selected={false}
            onTake={() => void take(found.length)}
          >
            <Plus size={14} aria-hidden />
            <span className={styles.words}>
              {busy ? words.tags.creating : (proposesTags ? words.tags.propose : words.tags.create)(name)}
            </span>
          </Option>
        )}
      </div>
      {count === 0 && (
        <p className={styles.none}>
          {tags.length === 0 ? words.tags.noneYet : words.tags.none} {createTag === null && words.tags.askInstructor}
        </p>
      )}
    </div>
  );
}

/** The path with its last name set off: what stands before it only says where. */
function TagPath({ path }: { path: string }) {
  const end = path.lastIndexOf(" > ");
  if (end === -1) return path;
  return (
    <>
      <span className={styles.above}>{path.slice(0, end).replaceAll(" > ", " › ")} › </span>
      {path.slice(end + 3)}
    </>
  );
}

interface OptionProps {
  id: string;
  index: number;
  active: boolean;
  selected: boolean;
  onTake: () => void;
  children: React.ReactNode;
}

function Option({ id, index, active, selected, onTake, children }: OptionProps) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard works in the combobox
    // biome-ignore lint/a11y/useFocusableInteractive: aria-activedescendant leads here, focus stays in the field
    <div
      id={id}
      role="option"
      data-index={index}
      data-active={active || undefined}
      aria-selected={selected}
      className={styles.option}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onTake}
    >
      {children}
    </div>
  );
}
