import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, rename, rm } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

export const repositoryRoot = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const cacheFolder = join(repositoryRoot, "node_modules/.cache/postil");

/**
 * Something that is slow to make and depends on nothing but `sources` (files): made once, kept between runs.
 * `make` writes it to the path it gets, a file or a folder. Runs that make it at once don't disturb each other.
 */
export async function cached(
  name: string,
  sources: string[],
  make: (path: string) => Promise<void>,
  suffix = "",
): Promise<string> {
  const hash = createHash("sha256");
  for (const source of sources) hash.update(await readFile(join(repositoryRoot, source)));
  const path = join(cacheFolder, `${name}-${hash.digest("hex").slice(0, 16)}${suffix}`);
  if (existsSync(path)) return path;
  await mkdir(cacheFolder, { recursive: true });
  const fresh = join(cacheFolder, `new-${process.pid}-${Date.now()}-${name}${suffix}`);
  try {
    await make(fresh);
    await rename(fresh, path);
  } catch (error) {
    await rm(fresh, { recursive: true, force: true });
    if (!existsSync(path)) throw error;
  }
  return path;
}
