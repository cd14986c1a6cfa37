import { useEffect, useRef } from "react";
import { commandOf, type KeyCommand } from "./keymap.ts";

/** Where keys are somebody else's: fields, and everything that opened over the page. */
const ELSEWHERE =
  "input, textarea, select, [contenteditable]:not([contenteditable=false]), [role=dialog], [role=menu], [role=listbox], [role=combobox], [role=radiogroup]";

/** Calls back for the reading room's keys, wherever the focus is, but not while somebody writes. */
export function useCommands(run: (command: KeyCommand) => boolean): void {
  const latest = useRef(run);
  useEffect(() => {
    latest.current = run;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      if (event.target instanceof Element && event.target.closest(ELSEWHERE)) return;
      const command = commandOf(event);
      if (command && latest.current(command)) event.preventDefault();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, []);
}
