import { useEffect, useRef } from "react";
import { caretRect } from "../caret.ts";
import type { Reader } from "../presence.ts";
import { useReaderRoom } from "../reader-context.ts";
import { barHeight, prefersStill } from "../viewport.ts";
import { words } from "./words.ts";

/** How long a scroll of ours may go on, in ms: what scrolls after that is the person. */
const OURS = 1_500;
/** Where the line that somebody reads is shown, in px below the bar. */
const ABOVE = 48;
const SCROLLING = new Set(["PageDown", "PageUp", "ArrowDown", "ArrowUp", "Home", "End", " "]);

/** Scrolls along with whom one follows, until one scrolls oneself or they leave. Null while one follows nobody. */
export function useFollowing(): Reader | null {
  const { readers, following, follow, root, say } = useReaderRoom();
  const followed = readers.find(({ actor }) => actor === following) ?? null;
  const at = followed?.at ?? null;
  const name = followed?.name ?? null;
  const ours = useRef(0);
  const last = useRef("");

  useEffect(() => {
    if (following === null) return;
    if (name === null) {
      say(words.left(last.current));
      follow(null);
      return;
    }
    if (last.current !== name) say(words.following(name));
    last.current = name;
  }, [following, name, follow, say]);

  useEffect(() => {
    const rect = at === null || !root.current ? null : caretRect(root.current, at);
    if (!rect) return;
    const distance = rect.top - barHeight() - ABOVE;
    if (Math.abs(distance) < 2) return;
    ours.current = Date.now() + OURS;
    // A long way is jumped: to watch the whole text fly by helps nobody.
    const still = prefersStill() || Math.abs(distance) > 2 * window.innerHeight;
    window.scrollBy({ top: distance, behavior: still ? "instant" : "smooth" });
  }, [at, root]);

  useEffect(() => {
    if (following === null) return;
    const stop = () => {
      say(words.stopped(last.current));
      follow(null);
    };
    const onScroll = () => {
      if (Date.now() > ours.current) stop();
    };
    const onKeyDown = (event: KeyboardEvent) => {
      if (SCROLLING.has(event.key)) stop();
    };
    window.addEventListener("wheel", stop, { passive: true });
    window.addEventListener("touchmove", stop, { passive: true });
    window.addEventListener("keydown", onKeyDown);
    window.addEventListener("scroll", onScroll, { passive: true });
    return () => {
      window.removeEventListener("wheel", stop);
      window.removeEventListener("touchmove", stop);
      window.removeEventListener("keydown", onKeyDown);
      window.removeEventListener("scroll", onScroll);
    };
  }, [following, follow, say]);

  useEffect(() => {
    if (following === null) last.current = "";
  }, [following]);
  return followed;
}
