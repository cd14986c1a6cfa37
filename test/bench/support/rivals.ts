import { execFile } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { repositoryRoot } from "../../support/cache.ts";

/** The last of each that goes with Yjs 13 and Node 20. */
const PACKAGES = {
  "@y/websocket-server": "0.1.1",
  "@hocuspocus/server": "3.4.4",
  yjs: "13.6.33",
  "y-protocols": "1.0.7",
};
const folder = join(repositoryRoot, "node_modules/.cache/postil-rivals");
const INSTALL_PATIENCE_MS = 120_000;

let installing: Promise<string> | undefined;

/**
 * The `node_modules` of the servers that we are measured against: outside the workspaces, so that a plain install
 * stays small. Installed at the first call; fails with a sentence when they can't be, offline for example.
 */
export function rivals(): Promise<string> {
  installing ??= install();
  return installing;
}

async function install(): Promise<string> {
  const modules = join(folder, "node_modules");
  if (await isComplete(modules)) return modules;
  await mkdir(folder, { recursive: true });
  // A folder without one would be taken for a part of the package above it.
  await writeFile(join(folder, "package.json"), JSON.stringify({ private: true }));
  const wanted = Object.entries(PACKAGES).map(([name, version]) => `${name}@${version}`);
  const flags = ["install", "--no-save", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", folder];
  try {
    await promisify(execFile)("npm", [...flags, ...wanted], { cwd: folder, timeout: INSTALL_PATIENCE_MS });
  } catch {
    throw new Error(`npm could not install ${wanted.slice(0, 2).join(" and ")} (is the registry within reach?)`);
  }
  return modules;
}

async function isComplete(modules: string): Promise<boolean> {
  for (const [name, version] of Object.entries(PACKAGES)) {
    try {
      const text = await readFile(join(modules, name, "package.json"), "utf8");
      if ((JSON.parse(text) as { version: string }).version !== version) return false;
    } catch {
      return false;
    }
  }
  return true;
}
