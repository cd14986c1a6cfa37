import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { followContrast } from "../ui/appearance.ts";
import { App } from "./App.tsx";

/** Shows the app in `root`, once a language was chosen. */
export function start(root: HTMLElement): void {
  followContrast();
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
