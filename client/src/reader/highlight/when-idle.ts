/** Least time that must be left of an idle moment for the next step, in ms. */
const LEAST = 3;

/**
 * Takes steps while the browser has nothing else to do, until a step answers that none is left. Where the browser can't
 * tell (Safari before 26), one step every 50 ms. Answers the function that calls it off.
 */
export function whenIdle(view: Window, step: () => boolean): () => void {
  let cancel = () => {};
  const later = () => {
    if (typeof view.requestIdleCallback === "function") {
      const asked = view.requestIdleCallback(run);
      cancel = () => view.cancelIdleCallback(asked);
    } else {
      const asked = view.setTimeout(run, 50);
      cancel = () => view.clearTimeout(asked);
    }
  };
  const run = (deadline?: IdleDeadline) => {
    let isMore = step();
    while (isMore && deadline && deadline.timeRemaining() > LEAST) isMore = step();
    if (isMore) later();
  };
  later();
  return () => cancel();
}
