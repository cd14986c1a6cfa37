import { type RefObject, useEffect } from "react";

/**
 * Calls back when what stands where may have changed: fonts, zoom, far blocks that get their real height as they come
 * near, the window's size; and each half screen of scrolling.
 */
export function usePageChanges(root: RefObject<HTMLElement | null>, changed: () => void): void {
  useEffect(() => {
    const element = root.current;
    if (!element) return;
    const observer = new ResizeObserver(changed);
    observer.observe(element);
    let last = window.scrollY;
    let frame = 0;
    const onScroll = () => {
      frame ||= requestAnimationFrame(() => {
        frame = 0;
        if (Math.abs(window.scrollY - last) < window.innerHeight / 2) return;
        last = window.scrollY;
        changed();
      });
    };
    window.addEventListener("scroll", onScroll, { passive: true });
    window.addEventListener("resize", changed);
    return () => {
      observer.disconnect();
      cancelAnimationFrame(frame);
      window.removeEventListener("scroll", onScroll);
      window.removeEventListener("resize", changed);
    };
  }, [root, changed]);
}
