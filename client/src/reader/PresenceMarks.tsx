import { type RefObject, useEffect, useLayoutEffect, useState } from "react";
import { tagColour } from "../ui/palette.ts";
import type { Block } from "./blocks.ts";
import { measurePassages } from "./measure-passages.ts";
import styles from "./presence.module.css";
import type { Reader } from "./presence.ts";
import { words } from "./words.ts";

interface PresenceMarksProps {
  root: RefObject<HTMLElement | null>;
  readers: readonly Reader[];
  blocks: readonly Block[];
}

/** A quiet mark at the text's edge where somebody else reads. */
export function PresenceMarks({ root, readers, blocks }: PresenceMarksProps) {
  const [tops, setTops] = useState<readonly number[]>([]);
  const [tick, setTick] = useState(0);
  const here = readers.filter((reader) => reader.at !== null);
  const places = here.map((reader) => reader.at).join(" ");

  useEffect(() => {
    const element = root.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setTick((count) => count + 1));
    observer.observe(element);
    return () => observer.disconnect();
  }, [root]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: blocks and tick stand for what the page looks like
  useLayoutEffect(() => {
    const element = root.current;
    if (!element || places === "") return setTops([]);
    setTops(measurePassages(element, places.split(" ").map(Number), element.getBoundingClientRect().top));
  }, [root, places, blocks, tick]);

  return here.map((reader, index) => {
    const top = tops[index];
    if (top === undefined) return null;
    const before = tops.slice(0, index).filter((other) => Math.abs(other - top) < 4).length;
    return (
      <span
        key={reader.actor}
        className={styles.mark}
        title={words.people.at(reader.name)}
        style={{ top: top + before * 26, background: tagColour(reader.colour) }}
      />
    );
  });
}
