import { accessSync, constants, readdirSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";

/**
 * The folder with PostgreSQL's own programs (initdb, postgres), which distributions keep off the PATH; null if none.
 * @returns {string | null}
 */
export function findPostgres() {
  const installed = list("/usr/lib/postgresql")
    .sort((a, b) => Number(b) - Number(a))
    .map((version) => `/usr/lib/postgresql/${version}/bin`);
  const places = [...installed, ...pathFolders(), "/usr/local/pgsql/bin", "/opt/homebrew/bin"];
  return places.find((folder) => isProgram(join(folder, "initdb")) && isProgram(join(folder, "postgres"))) ?? null;
}

/**
 * A Chromium or Chrome that can be driven; `POSTIL_CHROMIUM` names one outright. Null if there is none.
 * @returns {string | null}
 */
export function findChromium() {
  const named = process.env.POSTIL_CHROMIUM;
  if (named) return isProgram(named) ? named : null;
  const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
  const onPath = names.flatMap((name) => pathFolders().map((folder) => join(folder, name)));
  const cache = join(homedir(), ".cache/ms-playwright");
  const downloaded = list(cache)
    .filter((name) => name.startsWith("chromium-"))
    .sort()
    .reverse()
    .flatMap((name) => [join(cache, name, "chrome-linux/chrome"), join(cache, name, "chrome-linux64/chrome")]);
  const mac = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";
  return [...onPath, ...downloaded, mac].find(isProgram) ?? null;
}

/** @param {string} name */
export function onPath(name) {
  return pathFolders().some((folder) => isProgram(join(folder, name)));
}

function pathFolders() {
  return (process.env.PATH ?? "").split(delimiter).filter(Boolean);
}

/** @param {string} folder @returns {string[]} */
function list(folder) {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** @param {string} file */
function isProgram(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
