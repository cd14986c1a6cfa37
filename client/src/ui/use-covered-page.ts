import { useCallback, useLayoutEffect, useRef } from "react";

/** Dialogs that lie over the page now. */
let covers = 0;

/**
 * Takes the page out of reach while a dialog lies over it: by the pointer, Tab and a screen reader's own keys. Answers
 * how to give it back at once, for what hands the keyboard back to the page before the dialog is gone.
 */
export function useCoveredPage(): () => void {
  const lift = useRef(() => {});
  useLayoutEffect(() => {
    lift.current = cover();
    return () => lift.current();
  }, []);
  return useCallback(() => lift.current(), []);
}

function cover(): () => void {
  const page = document.getElementById("root");
  if (!page) return () => {};
  let over = true;
  covers++;
  page.inert = true;
  return () => {
    if (!over) return;
    over = false;
    covers--;
    page.inert = covers > 0;
  };
}
