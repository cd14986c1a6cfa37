import { useCallback, useRef, useState } from "react";

/** The text's element: as a ref for what happens later, and as a value for effects that wait until it is there. */
export function useRoot() {
  const root = useRef<HTMLElement | null>(null);
  const [element, setElement] = useState<HTMLElement | null>(null);
  const setRoot = useCallback((made: HTMLElement | null) => {
    root.current = made;
    setElement(made);
  }, []);
  return { root, element, setRoot };
}
