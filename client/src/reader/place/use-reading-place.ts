import { decodePosition, encodePosition } from "@postil/shared/anchor/relative-position";
import { articleText } from "@postil/shared/document/text-document";
import type { Reading, ReadingBody } from "@postil/shared/schema/article";
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { useSearchParams } from "react-router";
import type * as Y from "yjs";
import { keepReading, keptReading, laterReading, sendReadings, showReading } from "../../api/reading.ts";
import { caretRect } from "../caret.ts";
import { useReaderRoom } from "../reader-context.ts";
import { barHeight } from "../viewport.ts";
import { placesInView } from "./places-in-view.ts";

/** How long the text must rest in view until it counts as read, in ms: flying past is not reading. */
const REST = 800;
/** How often the server hears of it, in ms. */
const PACE = 5_000;
/** Space above the line that one comes back to, in px: a little of what stood before. */
const ABOVE = 56;

/** How many times a jump is made exact, a frame each: far blocks have their true height only once they are near. */
const SETTLING = 4;

/**
 * Leads back to where one was in the article, unless a link says where to go, and keeps where one is. `returned`: it
 * has just done so.
 */
export function useReadingPlace() {
  const { article, room, root, element, sessions, text, visit, store } = useReaderRoom();
  const [search] = useSearchParams();
  const queries = useQueryClient();
  const [returned, setReturned] = useState(false);
  const doc = sessions.text.doc;
  const linked = search.get("annotation") !== null;
  const there = element !== null && text !== "";
  const { userId } = room;

  const latest = useRef(article);
  useEffect(() => {
    latest.current = article;
  });

  useEffect(() => {
    if (!there || !element) return;
    const reading = laterReading(latest.current.reading, keptReading(userId, article.id));
    const from = reading && placeOf(doc, reading, "place");
    visit.furthest = Math.max(visit.furthest, (reading && placeOf(doc, reading, "furthest")) ?? 0);
    if (visit.begun) return;
    if (linked || !from) {
      visit.begun = true;
      return;
    }
    // Another page's heading may take the view in this very frame.
    let left = SETTLING;
    let frame = requestAnimationFrame(function settle() {
      scrollTo(element, from);
      left--;
      if (left > 0) {
        frame = requestAnimationFrame(settle);
        return;
      }
      visit.begun = true;
      setReturned(window.scrollY > window.innerHeight / 2);
    });
    return () => cancelAnimationFrame(frame);
  }, [there, element, doc, linked, userId, article.id, visit]);

  useEffect(() => {
    if (!there || !element) return;
    let resting: ReturnType<typeof setTimeout> | undefined;
    let sending: ReturnType<typeof setTimeout> | undefined;
    let last: ReadingBody | null = null;
    const record = () => {
      resting = undefined;
      const type = articleText(doc);
      const seen = visit.begun && document.visibilityState === "visible" ? placesInView(element, type.length) : null;
      if (!seen || seen.last > type.length) return;
      visit.furthest = Math.max(visit.furthest, seen.last);
      const furthest = Math.min(visit.furthest, type.length);
      store.reach(furthest);
      if (last?.place === seen.first && last.furthest === furthest) return;
      last = {
        place: seen.first,
        furthest,
        placePosition: encodePosition(type, seen.first, 0),
        furthestPosition: encodePosition(type, furthest, -1),
        updatedAt: new Date().toISOString(),
      };
      keepReading(userId, article.id, last);
      sending ??= setTimeout(() => {
        sending = undefined;
        void sendReadings(userId);
      }, PACE);
    };
    const onScroll = () => {
      clearTimeout(resting);
      resting = setTimeout(record, REST);
    };
    const onLeave = () => {
      if (document.visibilityState === "visible") return;
      void sendReadings(userId, { leaving: true });
    };
    const onGone = () => void sendReadings(userId, { leaving: true });
    onScroll();
    window.addEventListener("scroll", onScroll, { passive: true });
    window.addEventListener("resize", onScroll);
    document.addEventListener("visibilitychange", onLeave);
    window.addEventListener("pagehide", onGone);
    return () => {
      clearTimeout(resting);
      clearTimeout(sending);
      window.removeEventListener("scroll", onScroll);
      window.removeEventListener("resize", onScroll);
      document.removeEventListener("visibilitychange", onLeave);
      window.removeEventListener("pagehide", onGone);
      void sendReadings(userId);
      // Only now: the page of this article need not be made anew for it. Its own line in the rail follows the store.
      if (last) showReading(queries, latest.current, last);
    };
  }, [there, element, doc, userId, article.id, queries, visit, store]);

  const dismiss = useCallback(() => setReturned(false), []);
  const toFurthest = useCallback(() => {
    if (root.current) scrollTo(root.current, visit.furthest);
  }, [root, visit]);
  return { returned, dismiss, toFurthest, furthest: visit.furthest };
}

/** Where a stored place stands in the text now. */
function placeOf(doc: Y.Doc, reading: Reading, which: "place" | "furthest"): number {
  const text = articleText(doc);
  const position = reading[`${which}Position`];
  const offset = (position === null ? null : decodePosition(doc, text, position)) ?? reading[which];
  return Math.min(offset, text.length);
}

function scrollTo(root: HTMLElement, offset: number): void {
  const rect = caretRect(root, offset);
  if (!rect) return;
  window.scrollBy({ top: rect.top - barHeight() - ABOVE, behavior: "instant" });
}
