import { type Browser, chromium } from "playwright-core";
import { findChromium } from "../../scripts/lib/find-programs.mjs";

/** A Chromium that talks to nobody but the pages it is sent to. Each person in a test gets a context of their own. */
export function launchChromium(): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === null) throw new Error("Chromium was not found. POSTIL_CHROMIUM can name one.");
  return chromium.launch({
    executablePath,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}
