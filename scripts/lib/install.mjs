import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { root, run, step } from "./steps.mjs";

/**
 * @typedef {{ version?: string, link?: boolean, optional?: boolean, devOptional?: boolean, peer?: boolean }} Locked
 * @typedef {{ packages?: Record<string, Locked> }} Lockfile
 */

/** Installs what package-lock.json names, unless it is there already. */
export async function ensureInstalled() {
  if (isInstalled(root)) return;
  await step("Installing packages", () => run(npm(), ["ci", "--no-audit", "--no-fund", "--loglevel=error"]));
}

/**
 * Compares the lockfile with the one that npm leaves in node_modules at the end of an install. Optional packages
 * (other systems' binaries) may be missing.
 * @param {string} folder
 */
export function isInstalled(folder) {
  const wanted = readLock(resolve(folder, "package-lock.json"));
  const present = readLock(resolve(folder, "node_modules/.package-lock.json"));
  if (!wanted || !present) return false;
  return Object.entries(wanted).every(([path, entry]) => {
    // The root itself and the workspaces' own folders are not among what is installed.
    if (!path.startsWith("node_modules/") && !path.includes("/node_modules/")) return true;
    const there = present[path];
    if (!there) return Boolean(entry.optional || entry.devOptional);
    return there.version === entry.version && Boolean(there.link) === Boolean(entry.link);
  });
}

/** @param {string} file @returns {Record<string, Locked> | null} */
function readLock(file) {
  try {
    /** @type {Lockfile} */
    const lock = JSON.parse(readFileSync(file, "utf8"));
    return lock.packages ?? null;
  } catch {
    return null;
  }
}

function npm() {
  return process.platform === "win32" ? "npm.cmd" : "npm";
}
