/** What was typed while keys were held; `entered` when Enter followed it. */
export interface HeldWords {
  typed: string;
  entered: boolean;
}

/** Keys held back from the page. `release` gives the page its keys again. */
export interface HeldKeys {
  release(): HeldWords;
}

/**
 * Keeps what is typed from the page until what was just asked for can take it: a letter that was meant for a search
 * must not annotate. Call `release` once there is something to type into. Who presses Escape wants it no more: keys are
 * the page's again, and `onEscape` is called.
 */
export function holdKeys(onEscape: () => void): HeldKeys {
  let typed = "";
  let entered = false;
  const release = () => {
    window.removeEventListener("keydown", onKeyDown, true);
    return { typed, entered };
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const { key } = event;
    const printable = key.length === 1 && !event.ctrlKey && !event.metaKey;
    if (!printable && key !== "Enter" && key !== "Backspace" && key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    if (key === "Escape") {
      release();
      onEscape();
    } else if (entered) return;
    else if (key === "Enter") entered = true;
    else if (key === "Backspace") typed = typed.slice(0, -1);
    else typed += key;
  };
  window.addEventListener("keydown", onKeyDown, true);
  return { release };
}
