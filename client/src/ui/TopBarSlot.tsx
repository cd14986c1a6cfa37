import { createContext, type ReactNode, useContext } from "react";
import { createPortal } from "react-dom";

export interface TopBarPlaces {
  start: HTMLElement | null;
  end: HTMLElement | null;
}

/** Filled by the shell. */
export const TopBarContext = createContext<TopBarPlaces>({ start: null, end: null });

/** Puts a page's own things into the top bar: `start` after the product's name, `end` before the account's menu. */
export function TopBarSlot({ place, children }: { place: "start" | "end"; children: ReactNode }) {
  const target = useContext(TopBarContext)[place];
  return target ? createPortal(children, target) : null;
}
