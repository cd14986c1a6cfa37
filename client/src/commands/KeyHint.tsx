import { useSingleKeys } from "./single-keys.ts";

/** A single key on a button that does the same; nothing where such keys are switched off. */
export function KeyHint({ children }: { children: string | number }) {
  return useSingleKeys() === "never" ? null : <kbd aria-hidden>{children}</kbd>;
}

/** Says a single key to screen readers, as a button's property; nothing where such keys are switched off. */
export function useAriaKey(): (key: string | number | null) => { "aria-keyshortcuts"?: string } {
  const off = useSingleKeys() === "never";
  return (key) => (off || key === null ? {} : { "aria-keyshortcuts": String(key) });
}
