import { useEffect, useRef } from "react";
import { quoteOf, shorten } from "../annotations/quote.ts";
import { personOf, useRoom } from "../annotations/room.ts";
import { shownTags } from "../annotations/shown-tags.ts";
import type { ResolvedAnnotation } from "../annotations/use-annotations.ts";
import { Avatar } from "../ui/Avatar.tsx";
import { TagMark } from "../ui/TagChip.tsx";
import styles from "./overlap-menu.module.css";
import { words } from "./words.ts";

interface OverlapMenuProps {
  /** The shortest passage first. */
  annotations: readonly ResolvedAnnotation[];
  text: string;
  /** Viewport px. */
  x: number;
  y: number;
  onHover: (id: string | null) => void;
  onChoose: (id: string) => void;
  onClose: () => void;
}

/** Offers the annotations that overlap under a click, in order. */
export function OverlapMenu({ annotations, text, x, y, onHover, onChoose, onClose }: OverlapMenuProps) {
  const room = useRoom();
  const menu = useRef<HTMLDivElement>(null);

  useEffect(() => {
    menu.current?.querySelector<HTMLElement>("[role=menuitem]")?.focus({ preventScroll: true });
    const away = (event: Event) => {
      if (!menu.current?.contains(event.target as Node)) onClose();
    };
    document.addEventListener("pointerdown", away);
    window.addEventListener("scroll", onClose, { passive: true });
    return () => {
      document.removeEventListener("pointerdown", away);
      window.removeEventListener("scroll", onClose);
    };
  }, [onClose]);

  const width = Math.min(320, window.innerWidth - 16);
  const left = Math.max(8, Math.min(x - 24, window.innerWidth - width - 8));
  const upwards = y > window.innerHeight * 0.6;
  return (
    <div
      ref={menu}
      role="menu"
      tabIndex={-1}
      aria-label={words.choose.label}
      className={styles.menu}
      style={{ left, width, ...(upwards ? { bottom: window.innerHeight - y + 14 } : { top: y + 14 }) }}
      onMouseLeave={() => onHover(null)}
      onKeyDown={(event) => {
        const items = [...event.currentTarget.querySelectorAll<HTMLElement>("[role=menuitem]")];
        const at = items.indexOf(document.activeElement as HTMLElement);
        if (event.key === "ArrowDown") items[(at + 1) % items.length]?.focus();
        else if (event.key === "ArrowUp") items[(at - 1 + items.length) % items.length]?.focus();
        else if (event.key === "Escape") onClose();
        else return;
        event.preventDefault();
        event.stopPropagation();
      }}
    >
      <p className={styles.title}>{words.choose.title(annotations.length)}</p>
      {annotations.map((annotation) => {
        const author = personOf(room, annotation.author);
        return (
          <button
            key={annotation.id}
            type="button"
            role="menuitem"
            className={styles.item}
            onMouseEnter={() => onHover(annotation.id)}
            onFocus={() => onHover(annotation.id)}
            onClick={() => onChoose(annotation.id)}
          >
            <Avatar name={author.name} colour={author.colour} size={20} decorative />
            <span className={styles.words}>
              <span className={styles.quote}>{shorten(quoteOf(text, annotation), 60)}</span>
              <span className={styles.by}>
                {shownTags(annotation, room.tagsById).map(({ tag }) => (
                  <span key={tag.id} className={styles.tag}>
                    <TagMark colour={tag.colour} size={8} /> {tag.name}
                  </span>
                ))}
                <span className={styles.tag}>{words.choose.of(author.name)}</span>
              </span>
            </span>
          </button>
        );
      })}
    </div>
  );
}
