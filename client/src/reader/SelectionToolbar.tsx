import type { Tag } from "@postil/shared/schema/tag";
import { Anchor, Highlighter, ListChecks, MessageSquare, Minus, Plus, StickyNote, Tag as TagIcon } from "lucide-react";
import { type RefObject, useLayoutEffect, useRef, useState } from "react";
import { KeyHint, useAriaKey } from "../commands/KeyHint.tsx";
import { TagMark } from "../ui/TagChip.tsx";
import { offsetsToRange } from "./dom-offsets.ts";
import type { Selected } from "./reader-store.ts";
import { words as reattachWords } from "./reattach/words.ts";
import styles from "./selection-toolbar.module.css";
import { barHeight } from "./viewport.ts";
import { words } from "./words.ts";

export type SelectionAction = "highlight" | "tag" | "comment" | "note";

interface SelectionToolbarProps {
  root: RefObject<HTMLElement | null>;
  selected: Selected;
  tags: readonly Tag[];
  /** Whether a bar at the bottom of the window takes the place of the one at the selection. */
  docked: boolean;
  onAction: (action: SelectionAction) => void;
  onTag: (tag: Tag) => void;
  /** Adds the passage to the focused annotation; null when there is none of one's own. */
  onAdd: (() => void) | null;
  /** Takes it out of that; null when it isn't in it. */
  onTakeOut: (() => void) | null;
  /** Puts the open annotation here, whose passage is gone; null when there is none. */
  onAttach: (() => void) | null;
  /** Goes on to every place where the same words stand. */
  onAll: () => void;
}

const ACTIONS = [
  { action: "highlight", label: words.toolbar.highlight, key: "H", Icon: Highlighter },
  { action: "tag", label: words.toolbar.tag, key: "T", Icon: TagIcon },
  { action: "comment", label: words.toolbar.comment, key: "C", Icon: MessageSquare },
  { action: "note", label: words.toolbar.note, key: "N", Icon: StickyNote },
] as const;

/** What can be made of the selection, one click or key each. */
export function SelectionToolbar({
  root,
  selected,
  tags,
  docked,
  onAction,
  onTag,
  onAdd,
  onTakeOut,
  onAttach,
  onAll,
}: SelectionToolbarProps) {
  const bar = useRef<HTMLDivElement>(null);
  const ariaKey = useAriaKey();
  const [place, setPlace] = useState<{ left: number; top: number } | null>(null);

  useLayoutEffect(() => {
    const element = root.current;
    if (docked || !element || !bar.current) return;
    setPlace(placeBeside(element, bar.current, selected));
  }, [root, selected, docked]);

  return (
    <div
      ref={bar}
      role="toolbar"
      aria-label={words.toolbar.label}
      className={docked ? styles.docked : styles.floating}
      style={docked ? undefined : place ? { left: place.left, top: place.top } : { visibility: "hidden" }}
      // A press must not take the selection away before it is used.
      onPointerDown={(event) => event.preventDefault()}
      onMouseDown={(event) => event.preventDefault()}
    >
      <div className={styles.actions}>
        {ACTIONS.map(({ action, label, key, Icon }) => (
          <button
            key={action}
            type="button"
            className={styles.action}
            {...ariaKey(key)}
            onClick={() => onAction(action)}
          >
            <Icon size={16} aria-hidden />
            <span>{label}</span>
            <KeyHint>{key}</KeyHint>
          </button>
        ))}
        {onAttach && (
          <button type="button" className={styles.action} {...ariaKey("R")} onClick={onAttach}>
            <Anchor size={16} aria-hidden />
            <span>{reattachWords.here}</span>
            <KeyHint>R</KeyHint>
          </button>
        )}
        {onAdd && (
          <button type="button" className={styles.action} onClick={onAdd}>
            <Plus size={16} aria-hidden />
            <span>{words.toolbar.add}</span>
          </button>
        )}
        {onTakeOut && (
          <button type="button" className={styles.action} onClick={onTakeOut}>
            <Minus size={16} aria-hidden />
            <span>{words.toolbar.takeOut}</span>
          </button>
        )}
        <button
          type="button"
          className={styles.action}
          aria-label={words.toolbar.all}
          title={words.toolbar.all}
          {...ariaKey("O")}
          onClick={onAll}
        >
          <ListChecks size={16} aria-hidden />
          {docked && <span>{words.toolbar.allShort}</span>}
        </button>
      </div>
      {tags.length > 0 && (
        <div className={styles.tags}>
          {tags.map((tag) => (
            <button
              key={tag.id}
              type="button"
              className={styles.tag}
              title={tag.description ? `${tag.path}\n${tag.description}` : tag.path}
              {...ariaKey(tag.shortcut)}
              onClick={() => onTag(tag)}
            >
              <TagMark colour={tag.colour} />
              <span className="visually-hidden">{words.toolbar.tagWith(tag.path.slice(0, -tag.name.length))}</span>
              <span className={styles.tagName}>{tag.name}</span>
              {tag.shortcut !== null && <KeyHint>{tag.shortcut}</KeyHint>}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}

const GAP = 10;

/** Above the selection's first line, or below its last where there is no room; px within the text's parent. */
function placeBeside(root: HTMLElement, bar: HTMLElement, selected: Selected): { left: number; top: number } | null {
  const rects = [...(offsetsToRange(root, selected)?.getClientRects() ?? [])].filter(({ width }) => width > 0);
  const first = rects[0];
  const last = rects.at(-1);
  const parent = root.offsetParent?.getBoundingClientRect();
  if (!first || !last || !parent) return null;
  const { width, height } = bar.getBoundingClientRect();
  const roomAbove = first.top - barHeight() - GAP;
  const above = roomAbove >= height || last.bottom + GAP + height > window.innerHeight;
  const top = above ? Math.max(first.top - height - GAP, barHeight() + 4) : last.bottom + GAP;
  const centre = (above ? first.left + first.right : last.left + last.right) / 2;
  const most = Math.min(parent.right, window.innerWidth - 8) - width;
  const left = Math.max(Math.max(parent.left, 8), Math.min(centre - width / 2, most));
  return { left: left - parent.left, top: top - parent.top };
}
