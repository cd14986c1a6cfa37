import { useEffect, useRef, useState } from "react";
import { useSearchParams } from "react-router";

/** Pause after the last keystroke before the address is changed, in ms. Browsers allow only so many changes. */
const PAUSE = 250;

/**
 * A text field whose words stand in the address, as the parameter `name`. Follows the address when that changes by
 * other ways (Back, a link, "Clear filters").
 */
export function useSearchText(name: string): [text: string, setText: (text: string) => void] {
  const [search, setSearch] = useSearchParams();
  const committed = search.get(name) ?? "";
  const [text, setText] = useState(committed);
  const [seen, setSeen] = useState(committed);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  if (committed !== seen) {
    setSeen(committed);
    if (committed !== text.trim()) setText(committed);
  }
  useEffect(() => () => clearTimeout(timer.current), []);
  return [
    text,
    (next) => {
      setText(next);
      clearTimeout(timer.current);
      timer.current = setTimeout(() => {
        setSearch(
          (before) => {
            const after = new URLSearchParams(before);
            if (next.trim() === "") after.delete(name);
            else after.set(name, next.trim());
            return after;
          },
          { replace: true },
        );
      }, PAUSE);
    },
  ];
}
