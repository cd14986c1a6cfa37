/** How long something may take to open, in ms. */
const PATIENCE = 2_000;

/** Gives the keyboard to the first element that fits, as soon as it is there: what it lies in is just being opened. */
export function focusOnceThere(selector: string): void {
  const until = Date.now() + PATIENCE;
  const look = () => {
    const found = document.querySelector<HTMLElement>(selector);
    found?.focus();
    // An opening drawer gives the keyboard to something of its own first.
    if (document.activeElement !== found || !found) {
      if (Date.now() < until) setTimeout(look, 50);
    }
  };
  setTimeout(look, 0);
}
