import { useEffect, useRef } from "react";
import { useLocation } from "react-router";

/** How long a page may take to show its heading before the main part gets the focus, in ms. */
const PATIENCE = 2_000;

/**
 * Moves the focus to the new page's heading when the path changes, as a page load would: so screen readers say where
 * one is, and the keyboard starts at the top. Not when only the query changed, and not over a page that has already
 * put the focus somewhere (a form's first field).
 */
export function useFocusOnNavigation(): void {
  const { pathname } = useLocation();
  const before = useRef(pathname);
  useEffect(() => {
    if (before.current === pathname) return;
    before.current = pathname;
    const left = document.activeElement;
    // Something in the new page has it already: a form's first field.
    const taken = () => document.activeElement?.closest("#main") != null;
    const moved = () => taken() || (document.activeElement !== left && document.activeElement !== document.body);
    const focusHeading = () => {
      const heading = document.querySelector<HTMLElement>("#main h1");
      if (!heading) return false;
      heading.tabIndex = -1;
      heading.focus({ preventScroll: true });
      return true;
    };
    window.scrollTo(0, 0);
    if (moved() || focusHeading()) return;
    const observer = new MutationObserver(() => {
      if (moved() || focusHeading()) stop();
    });
    const timer = setTimeout(() => {
      if (!moved()) document.getElementById("main")?.focus({ preventScroll: true });
      stop();
    }, PATIENCE);
    const stop = () => {
      observer.disconnect();
      clearTimeout(timer);
    };
    observer.observe(document.body, { childList: true, subtree: true });
    return stop;
  }, [pathname]);
}
