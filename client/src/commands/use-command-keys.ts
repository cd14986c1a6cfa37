import { useEffect } from "react";
import type { KeyPlace } from "./command-registry.ts";
import { isMac, pressOf } from "./key-combo.ts";
import { singleKeys } from "./single-keys.ts";
import { commands } from "./use-commands.ts";

const FIELD =
  "input, textarea, select, [contenteditable]:not([contenteditable=false]), [role=combobox], [role=radiogroup]";
const OVERLAY = "[role=dialog], [role=menu], [role=listbox]";
/** Where single keys still mean something when a person keeps them to the text. */
const TEXT = "[data-single-keys]";

/** Where a key was pressed: in a field or over the page, its keys are somebody else's. */
export function keyPlace(target: EventTarget | null): KeyPlace {
  if (!(target instanceof Element)) return { elsewhere: null, inText: false };
  const elsewhere = target.closest(OVERLAY) ? "overlay" : target.closest(FIELD) ? "field" : null;
  return { elsewhere, inText: target.closest(TEXT) !== null };
}

/** Does what the keys of the page's commands ask for, wherever the focus is, but not while somebody writes. */
export function useCommandKeys(registry = commands): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      const place = keyPlace(event.target);
      // On a Mac, Ctrl with a letter edits text.
      if (place.elsewhere === "field" && event.ctrlKey && isMac()) return;
      if (registry.press(pressOf(event), place, singleKeys())) event.preventDefault();
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [registry]);
}
