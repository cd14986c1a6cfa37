import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const SCHEMAS = fileURLToPath(new URL("../shared/src/schema", import.meta.url));

/** Changes whenever what the server's answers look like may have changed: what was kept before is not read then. */
export function schemaHash(): string {
  const hash = createHash("sha256");
  for (const file of readdirSync(SCHEMAS).sort()) {
    if (file.endsWith(".ts") && !file.endsWith(".test.ts")) hash.update(file).update(readFileSync(join(SCHEMAS, file)));
  }
  return hash.digest("hex").slice(0, 16);
}
