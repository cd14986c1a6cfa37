import { ensureBuilt } from "../../scripts/lib/build.mjs";

/** For tests that drive the built server and need no pages. */
export default async function setup(): Promise<void> {
  await ensureBuilt({ only: "server" });
}
