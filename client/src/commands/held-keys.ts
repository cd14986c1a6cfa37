/**
 * Keeps what is typed from the page until what was just asked for can take it: a letter that was meant for a search
 * must not annotate. Call `release` once there is something to type into; it answers what was typed meanwhile.
 */
export function holdKeys(): { release(): string } {
  let typed = "";
  const onKeyDown = (event: KeyboardEvent) => {
    const printable = event.key.length === 1 && !event.ctrlKey && !event.metaKey;
    if (!printable && event.key !== "Enter" && event.key !== "Backspace") return;
    event.preventDefault();
    event.stopPropagation();
    if (printable) typed += event.key;
    else if (event.key === "Backspace") typed = typed.slice(0, -1);
  };
  window.addEventListener("keydown", onKeyDown, true);
  return {
    release: () => {
      window.removeEventListener("keydown", onKeyDown, true);
      return typed;
    },
  };
}
