import { type KeyboardEvent, type PointerEvent, useEffect, useLayoutEffect, useRef, useState } from "react";
import { personOf } from "../../annotations/room.ts";
import { shownTags } from "../../annotations/shown-tags.ts";
import { offsetAtPoint } from "../dom-offsets.ts";
import { useReaderRoom } from "../reader-context.ts";
import { barHeight } from "../viewport.ts";
import { nearestEnd, type PassageEnd } from "./extent.ts";
import styles from "./extent-handles.module.css";
import { type HandlePlace, handlePlaces } from "./handle-places.ts";
import { spokenEnd } from "./spoken-end.ts";
import type { Extent } from "./use-extent.ts";
import { isRightToLeft } from "./use-extent-commands.ts";
import { words } from "./words.ts";

/** So close to the window's edge a held end scrolls the text, in px. */
const EDGE = 56;

/** The ends of the focused annotation's passages, to be moved by pointer and keys; nothing where one may not. */
export function ExtentHandles({ extent }: { extent: Extent | null }) {
  return extent && <Handles extent={extent} />;
}

function Handles({ extent }: { extent: Extent }) {
  const { root, element, blocks, controller, currentText, preferences, roomOf, store } = useReaderRoom();
  const { annotation, ranges, changing } = extent;
  const [places, setPlaces] = useState<readonly HandlePlace[]>([]);
  const frame = useRef<HTMLDivElement>(null);
  const handles = useRef(new Map<string, HTMLElement>());

  // biome-ignore lint/correctness/useExhaustiveDependencies: blocks stand for the elements that were just rendered
  useLayoutEffect(() => {
    if (!element || !frame.current) return;
    const origin = frame.current;
    const draw = () => setPlaces(handlePlaces(element, currentText(), ranges, origin.getBoundingClientRect()));
    draw();
    const watcher = new ResizeObserver(draw);
    watcher.observe(element);
    return () => watcher.disconnect();
  }, [element, blocks, ranges, currentText]);

  const room = roomOf(annotation.id);
  const colour =
    preferences.colourBy === "person"
      ? personOf(room, annotation.author).colour
      : (shownTags(annotation, room.tagsById)[0]?.tag.colour ?? null);
  useEffect(() => {
    if (!changing) return;
    controller?.mark(
      "preview",
      ranges.map((range) => ({ ...range, colour, level: 0 })),
    );
    return () => controller?.mark("preview", []);
  }, [controller, changing, ranges, colour]);

  const onKeyDown = (event: KeyboardEvent<HTMLElement>, end: PassageEnd) => {
    if (event.key === "Escape") {
      event.preventDefault();
      if (changing) extent.cancel();
      else store.focus(annotation.id, "card");
      return;
    }
    const way = keyWay(event.key, isRightToLeft(root.current, ranges[end.part]?.[end.side] ?? 0));
    if (way === null || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const next = extent.step(end, way, event.altKey);
    const part = Math.min(end.part, next.length - 1);
    // The passage ran into another: its end is that one's now.
    if (next.length < ranges.length) requestAnimationFrame(() => handles.current.get(`${part} ${end.side}`)?.focus());
  };

  return (
    <div ref={frame} className={styles.frame}>
      {places.map(({ part, side, left, top, height }) => (
        <Handle
          key={`${part} ${side}`}
          ref={(handle) => {
            if (handle) handles.current.set(`${part} ${side}`, handle);
            else handles.current.delete(`${part} ${side}`);
          }}
          extent={extent}
          end={{ part, side }}
          place={{ left, top, height }}
          onKeyDown={onKeyDown}
        />
      ))}
    </div>
  );
}

interface HandleProps {
  ref: (element: HTMLElement | null) => void;
  extent: Extent;
  end: PassageEnd;
  place: { left: number; top: number; height: number };
  onKeyDown: (event: KeyboardEvent<HTMLElement>, end: PassageEnd) => void;
}

function Handle({ ref, extent, end, place, onKeyDown }: HandleProps) {
  const { root, currentText, language, say } = useReaderRoom();
  const { ranges } = extent;
  /** Which end was taken hold of, and how far from its line's middle, px. */
  const held = useRef<{ end: PassageEnd; dx: number; dy: number } | null>(null);
  const text = currentText();
  const name =
    ranges.length === 1
      ? words[end.side === "from" ? "start" : "end"]
      : words[end.side === "from" ? "startOf" : "endOf"](end.part + 1, ranges.length);

  const follow = (event: PointerEvent<HTMLElement>) => {
    const element = root.current;
    if (!held.current || !element) return;
    scrollAtEdge(event.clientY);
    const { end: taken, dx, dy } = held.current;
    const offset = offsetAtPoint(element, event.clientX - dx, event.clientY - dy);
    if (offset === null) return;
    const options = { exact: event.altKey, locale: language };
    extent.hold(taken, nearestEnd(currentText(), offset, taken.side, options));
  };
  return (
    <div
      ref={ref}
      role="slider"
      tabIndex={0}
      aria-label={name}
      aria-orientation="horizontal"
      aria-valuemin={0}
      aria-valuemax={text.length}
      aria-valuenow={ranges[end.part]?.[end.side] ?? 0}
      aria-valuetext={spokenEnd(text, ranges, end)}
      data-side={end.side}
      className={styles.handle}
      style={{ left: place.left, top: place.top, height: place.height }}
      onKeyDown={(event) => onKeyDown(event, end)}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        // The text's selection stays as it is.
        event.preventDefault();
        // Escape is meant for what one holds, not for the card that had the keyboard.
        event.currentTarget.focus({ preventScroll: true });
        event.currentTarget.setPointerCapture(event.pointerId);
        const box = event.currentTarget.getBoundingClientRect();
        held.current = { end, dx: event.clientX - box.left, dy: event.clientY - (box.top + box.height / 2) };
      }}
      onPointerMove={follow}
      onPointerUp={() => {
        if (!held.current) return;
        held.current = null;
        if (!extent.changing) return;
        say(spokenEnd(currentText(), ranges, end, true));
        extent.commit();
      }}
      onPointerCancel={() => {
        held.current = null;
        extent.cancel();
      }}
      onLostPointerCapture={() => {
        held.current = null;
      }}
    />
  );
}

function keyWay(key: string, rightToLeft: boolean): 1 | -1 | null {
  if (key === "ArrowRight") return rightToLeft ? -1 : 1;
  if (key === "ArrowLeft") return rightToLeft ? 1 : -1;
  return key === "ArrowUp" ? 1 : key === "ArrowDown" ? -1 : null;
}

function scrollAtEdge(y: number): void {
  if (y < barHeight() + EDGE) window.scrollBy({ top: -16 });
  else if (y > window.innerHeight - EDGE) window.scrollBy({ top: 16 });
}
