import { useEffect } from "react";

/** How long a closing dialog or menu takes to give the keyboard back itself, in ms. */
const PATIENCE = 60;
/** How long what has been disabled may take to be there again, in ms, before another place gets the keyboard. */
const DISABLED_PATIENCE = 1_000;
/** Steps of the keyboard that are remembered. */
const MOST = 24;

/**
 * The keyboard never falls out of the page: when what has it goes away (a dialog that closes, a row that is deleted),
 * what had it before takes it again, else the page's heading; a button that is disabled while it works takes it back
 * when it is done. Without this, screen readers start over at the top.
 */
export function useFocusKept(): void {
  useEffect(() => {
    let path: HTMLElement[] = [];
    let timer: ReturnType<typeof setTimeout> | undefined;
    let last: HTMLElement | null = null;
    const onFocus = ({ target }: FocusEvent) => {
      if (!(target instanceof HTMLElement)) return;
      path = [...path.filter((one) => one !== target && one.isConnected), target].slice(-MOST);
      last = target;
    };
    /** What was disabled while it had the keyboard: browsers take it away then. */
    let disabled: HTMLElement | null = null;
    const lost = () =>
      last !== null && document.activeElement === document.body && (!last.isConnected || last.matches(":disabled"));
    const restore = () => {
      if (!lost()) return;
      last = null;
      disabled = null;
      const place = path.findLast(takesFocus) ?? heading();
      place?.focus({ preventScroll: true });
    };
    const observer = new MutationObserver(() => {
      if (disabled !== null && disabled === last && disabled.isConnected && !disabled.matches(":disabled")) {
        clearTimeout(timer);
        if (document.activeElement === document.body) disabled.focus({ preventScroll: true });
        disabled = null;
        return;
      }
      if (last?.isConnected && last.matches(":disabled")) {
        if (disabled === last) return;
        disabled = last;
        clearTimeout(timer);
        // What works on something says so, and may take as long as it needs.
        if (!last.matches("[data-loading]")) timer = setTimeout(restore, DISABLED_PATIENCE);
        return;
      }
      if (!lost()) return;
      clearTimeout(timer);
      timer = setTimeout(restore, PATIENCE);
    });
    // Whoever presses somewhere else means to leave.
    const onPointer = () => {
      last = null;
    };
    document.addEventListener("focusin", onFocus);
    document.addEventListener("pointerdown", onPointer);
    observer.observe(document.body, { childList: true, subtree: true, attributeFilter: ["disabled"] });
    return () => {
      document.removeEventListener("focusin", onFocus);
      document.removeEventListener("pointerdown", onPointer);
      observer.disconnect();
      clearTimeout(timer);
    };
  }, []);
}

/** In the page's own part or in an open dialog: not in the navigation, where somebody was long ago. */
function takesFocus(element: HTMLElement): boolean {
  if (!element.isConnected || element.matches(":disabled") || element.getClientRects().length === 0) return false;
  const dialog = [...document.querySelectorAll("[role=dialog][aria-modal=true]")].at(-1);
  return dialog ? dialog.contains(element) : element.closest("#main, aside") !== null;
}

function heading(): HTMLElement | null {
  const found = document.querySelector<HTMLElement>("#main h1") ?? document.getElementById("main");
  if (found) found.tabIndex = -1;
  return found;
}
