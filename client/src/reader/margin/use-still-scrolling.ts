import { type RefObject, useEffect } from "react";

/** How long after the last step of scrolling cards move smoothly again, in ms. */
const REST = 250;

/** Says on the margin (`data-scrolling`) that somebody scrolls: cards then go to their places without being seen to move. */
export function useStillScrolling(margin: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = margin.current;
    if (!element) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const rest = () => {
      timer = undefined;
      element.removeAttribute("data-scrolling");
    };
    const onScroll = () => {
      if (timer === undefined) element.setAttribute("data-scrolling", "");
      clearTimeout(timer);
      timer = setTimeout(rest, REST);
    };
    window.addEventListener("scroll", onScroll, { passive: true });
    return () => {
      window.removeEventListener("scroll", onScroll);
      clearTimeout(timer);
      rest();
    };
  }, [margin]);
}
