import { spawn } from "node:child_process";
import { type Browser, type BrowserContext, chromium } from "playwright-core";
import { findChromium } from "../../scripts/lib/find-programs.mjs";

/** Chromium heeds its last list only: what Playwright turns off, and then what we do. */
const WITHOUT = [
  ...["AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades"],
  ...["HttpsFirstBalancedModeAutoEnable", "LensOverlay", "MediaRouter", "PaintHolding"],
  ...["ThirdPartyStoragePartitioning", "AvoidCorsURLLoaderRestartOnRedirect", "OptimizationHints"],
  ...["NetworkTimeServiceQuerying", "AimEnabled", "PreconnectToSearch"],
  // The address bar's list is two pages of its own, made for each window: two seconds of a core for what nobody sees.
  ...["WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup"],
];

const ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  `--disable-features=${WITHOUT.join()}`,
];

function executable(): string {
  const path = findChromium();
  if (path === null) throw new Error("Chromium was not found. POSTIL_CHROMIUM can name one.");
  return path;
}

/** A Chromium that talks to nobody but the pages it is sent to. Each person in a test gets a context of their own. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: executable(), args: ARGUMENTS });
}

/** A browser with its profile in `folder`, one after another: each finds what the one before it kept. */
export function openProfile(
  folder: string,
  options: Parameters<typeof chromium.launchPersistentContext>[1],
): Promise<BrowserContext> {
  return chromium.launchPersistentContext(folder, { ...options, executablePath: executable(), args: ARGUMENTS });
}

export interface KillableChromium {
  /** Its first context is the profile's own. */
  browser: Browser;
  /** kill -9 of all its processes: nothing is written any more. */
  kill(): Promise<void>;
}

/** A Chromium with its profile in `folder`, as somebody's own browser is: what it has written is there next time. */
export async function startChromium(folder: string): Promise<KillableChromium> {
  const child = spawn(
    executable(),
    [...ARGUMENTS, "--headless", "--remote-debugging-port=0", `--user-data-dir=${folder}`, "about:blank"],
    // Its own group, so that all of its processes can be ended at once.
    { detached: true, stdio: ["ignore", "ignore", "pipe"] },
  );
  const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const kill = async () => {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    process.kill(-child.pid, "SIGKILL");
    await exited;
  };
  process.once("exit", () => void kill());
  const address = await new Promise<string>((resolve, reject) => {
    let text = "";
    child.stderr.on("data", (chunk: Buffer) => {
      text += chunk.toString();
      const found = /DevTools listening on (ws:\S+)/.exec(text);
      if (found?.[1]) resolve(found[1]);
    });
    void exited.then(() => reject(new Error(`Chromium did not start:\n${text}`)));
  });
  return { browser: await chromium.connectOverCDP(address), kill };
}
