/* Runs one TypeScript file through Vite, as Node 20 can't: node scripts/lib/run-typescript.mjs <file> */
import { resolve } from "node:path";
import { runnerImport } from "vite";
import { root } from "./steps.mjs";

// Vite would set "development", in which Yjs freezes every value it decodes.
process.env.NODE_ENV ??= "production";
const file = resolve(process.argv[2] ?? "");
await runnerImport(file, {
  root,
  configFile: false,
  logLevel: "error",
  resolve: { conditions: ["postil-source"] },
  ssr: { resolve: { conditions: ["postil-source"] } },
});
