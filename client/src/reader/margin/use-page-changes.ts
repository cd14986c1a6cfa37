import { type RefObject, useEffect } from "react";

interface PageChanges {
  /** What stands where may be another: fonts, zoom, far blocks that got their real height, the window's size. */
  moved: () => void;
  /** Another quarter of a screen is in view. */
  scrolled: () => void;
}

/** Calls back when the page around the text changes. */
export function usePageChanges(root: RefObject<HTMLElement | null>, { moved, scrolled }: PageChanges): void {
  useEffect(() => {
    const element = root.current;
    if (!element) return;
    const observer = new ResizeObserver(moved);
    observer.observe(element);
    let last = window.scrollY;
    let frame = 0;
    const onScroll = () => {
      frame ||= requestAnimationFrame(() => {
        frame = 0;
        if (Math.abs(window.scrollY - last) < window.innerHeight / 4) return;
        last = window.scrollY;
        scrolled();
      });
    };
    window.addEventListener("scroll", onScroll, { passive: true });
    window.addEventListener("resize", moved);
    return () => {
      observer.disconnect();
      cancelAnimationFrame(frame);
      window.removeEventListener("scroll", onScroll);
      window.removeEventListener("resize", moved);
    };
  }, [root, moved, scrolled]);
}
