import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/**
 * @typedef {{
 *   loadSample(app: import("@nestjs/platform-express").NestExpressApplication, options?: { again?: boolean }): Promise<boolean>,
 *   sampleSignInLinks(app: import("@nestjs/platform-express").NestExpressApplication): Promise<{ name: string, url: string }[]>,
 * }} Seeds
 */

const built = new URL("../../seeds/dist/load.js", import.meta.url);

/** The built seeds; null in an installation without them. @returns {Promise<Seeds | null>} */
export async function importSeeds() {
  return existsSync(fileURLToPath(built)) ? await import(built.href) : null;
}
