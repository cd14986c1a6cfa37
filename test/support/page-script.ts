import { join } from "node:path";
import { build, type Rolldown } from "vite";
import { repositoryRoot } from "./cache.ts";

/** A file of ours, with all that it imports, as one script for a page (an empty one, with `page.addScriptTag`). */
export async function pageScript(path: string): Promise<string> {
  const output = (await build({
    configFile: false,
    logLevel: "error",
    root: repositoryRoot,
    define: { "process.env.NODE_ENV": '"production"' },
    resolve: { conditions: ["postil-source", "module", "browser", "production"] },
    build: {
      write: false,
      target: "es2022",
      rolldownOptions: { input: join(repositoryRoot, path), output: { format: "iife", codeSplitting: false } },
    },
  })) as Rolldown.RolldownOutput;
  const script = output.output.find((file) => file.type === "chunk");
  if (!script) throw new Error(`${path} makes no script`);
  return script.code;
}
