import { ensureBuilt } from "../../scripts/lib/build.mjs";

/** For tests that drive the built server and pages. */
export default async function setup(): Promise<void> {
  await ensureBuilt();
}
