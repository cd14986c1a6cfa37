import { requireNode } from "./node-version.mjs";

/** Installs and builds what is missing, before a command that runs the built server's code. */
export async function prepare() {
  requireNode();
  const { ensureInstalled } = await import("./install.mjs");
  const { ensureBuilt } = await import("./build.mjs");
  const { main } = await import("./steps.mjs");
  await main(async () => {
    await ensureInstalled();
    await ensureBuilt({ only: "server" });
  });
}
