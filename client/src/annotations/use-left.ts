import { type FocusEvent, useEffect, useRef } from "react";

/** How long a click needs from the press that takes the focus to the release that counts, in ms. */
const CLICK = 200;

interface LeftHandlers {
  onBlur: (event: FocusEvent<HTMLElement>) => void;
  onFocus: () => void;
}

/**
 * Calls back when the focus has left an element for good. Not at once: what closes then would move the very button
 * that is being pressed away from under the pointer.
 */
export function useLeft(onLeft: () => void): LeftHandlers {
  const latest = useRef(onLeft);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => {
    latest.current = onLeft;
  });
  useEffect(() => () => clearTimeout(timer.current), []);
  return {
    onBlur: (event) => {
      if (event.currentTarget.contains(event.relatedTarget)) return;
      clearTimeout(timer.current);
      timer.current = setTimeout(() => latest.current(), CLICK);
    },
    onFocus: () => clearTimeout(timer.current),
  };
}
