import { ChevronDown, ChevronRight } from "lucide-react";
import { useEffect, useMemo, useState } from "react";
import type { Block } from "../blocks.ts";
import { useReaderCommands } from "../commands/use-reader-commands.ts";
import { blockAt } from "../place/places-in-view.ts";
import { useReaderRoom } from "../reader-context.ts";
import { words } from "../words.ts";
import { headingAt, type OutlineItem, outlineTree } from "./outline-tree.ts";
import styles from "./rail.module.css";

interface OutlineProps {
  blocks: readonly Block[];
  onGo: (offset: number) => void;
}

/** The article's headings, with the one that is being read; nothing where there are none. */
export function Outline({ blocks, onGo }: OutlineProps) {
  const items = useMemo(() => outlineTree(blocks), [blocks]);
  const current = useCurrentHeading(blocks);
  const { preferences, setPreferences } = useReaderRoom();
  const open = preferences.outline;
  useReaderCommands([
    {
      id: "outline.fold",
      title: open ? words.rail.foldOutline : words.rail.unfoldOutline,
      group: "view",
      enabled: items.length > 0,
      run: () => setPreferences({ outline: !open }),
    },
  ]);
  if (items.length === 0) return null;
  const Sign = open ? ChevronDown : ChevronRight;
  return (
    <section className={styles.section} data-outline>
      <h2 className={styles.heading}>
        <button
          type="button"
          className={styles.fold}
          aria-expanded={open}
          onClick={() => setPreferences({ outline: !open })}
        >
          <Sign size={14} aria-hidden />
          {words.rail.outline}
        </button>
      </h2>
      {open && (
        <div className={styles.outline}>
          <Level items={items} current={current} onGo={onGo} />
        </div>
      )}
    </section>
  );
}

interface LevelProps {
  items: readonly OutlineItem[];
  current: number | null;
  onGo: (offset: number) => void;
}

function Level({ items, current, onGo }: LevelProps) {
  return (
    <ul>
      {items.map(({ key, from, text, children }) => (
        <li key={key}>
          <button
            type="button"
            className={styles.outlineItem}
            dir="auto"
            {...(key === current ? { "aria-current": "location" as const } : {})}
            onClick={() => onGo(from)}
          >
            {text}
          </button>
          {children.length > 0 && <Level items={children} current={current} onGo={onGo} />}
        </li>
      ))}
    </ul>
  );
}

/** Where eyes are, as a share of the window: what is led to stands above it. */
const READING_LINE = 0.4;

/** Key of the heading that what is in view stands under. */
function useCurrentHeading(blocks: readonly Block[]): number | null {
  const { element } = useReaderRoom();
  const [current, setCurrent] = useState<number | null>(null);
  useEffect(() => {
    if (!element) return;
    let frame = 0;
    const look = () => {
      frame = 0;
      setCurrent(headingAt(blocks, blockAt(element, window.innerHeight * READING_LINE) ?? 0));
    };
    const onScroll = () => {
      frame ||= requestAnimationFrame(look);
    };
    onScroll();
    window.addEventListener("scroll", onScroll, { passive: true });
    return () => {
      cancelAnimationFrame(frame);
      window.removeEventListener("scroll", onScroll);
    };
  }, [element, blocks]);
  return current;
}
