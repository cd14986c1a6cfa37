/*
 * Which folder may import which (docs/architecture.md). Biome finds the cycles; what it can't say is "leftward only"
 * and "not even through another file", so that is said here.
 */
import { posix } from "node:path";

/**
 * @typedef {{ from: string, typeOnly: boolean }} Import `from` as written, or the path of a file below the root
 * @typedef {{ file: string, imports: Import[] }} Source
 */

/** The server's folders; each may import those before it, folders of one line not each other. */
const serverOrder = [
  ["platform"],
  ["accounts"],
  ["workspaces"],
  ["jobs"],
  ["codebook", "articles"],
  ["sync"],
  ["annotations"],
  ["assignments"],
  ["exports"],
  ["activity"],
  ["live"],
  ["notices"],
];
/** The client's folders that features stand on; any other folder but `app` is a feature. */
const clientBase = ["words", "api", "ui", "commands", "sync", "live", "jobs"];
/** Features that may import another one. */
const clientAllowed = new Set(["reader > annotations"]);
const sharedPackages = ["yjs", "lib0", "zod"];
const testPackages = ["vitest", "fast-check"];
/** Knows sockets only as something to send to, and storage only as an UpdateLog. */
const pureSync = /^server\/src\/sync\/(gate\/|room\/|room(?!\.service)[^/]*$)/;
const frameworks = /^(@nestjs\/|typeorm($|\/))/;

/**
 * Import statements, re-exports and dynamic imports of a TypeScript or JavaScript source.
 * @param {string} source
 * @returns {Import[]}
 */
export function importsOf(source) {
  const code = source.replace(/\/\*[\s\S]*?\*\//g, "").replace(/^\s*\/\/.*$/gm, "");
  const statement = /^\s*(?:import|export)\s+(type\s+)?(?:[\w$*{][^;"'`]*?\sfrom\s*)?["']([^"']+)["']/gm;
  const dynamic = /\bimport\(\s*["']([^"']+)["']/g;
  return [
    ...[...code.matchAll(statement)].map((match) => ({ from: match[2] ?? "", typeOnly: match[1] !== undefined })),
    ...[...code.matchAll(dynamic)].map((match) => ({ from: match[1] ?? "", typeOnly: false })),
  ];
}

/**
 * Every import that breaks a rule, as "file: why".
 * @param {Source[]} sources of the whole repository, paths with forward slashes
 * @returns {string[]}
 */
export function brokenRules(sources) {
  const known = new Map(sources.map((source) => [source.file, source]));
  return sources.flatMap(({ file, imports }) => {
    const direct = imports.flatMap(({ from }) => {
      const why = refuse(file, resolveImport(file, from));
      return why === null ? [] : [`${file}: imports ${from}, but ${why}`];
    });
    return [...direct, ...throughOthers(file, known)];
  });
}

/** @param {string} file @param {string} from */
function resolveImport(file, from) {
  if (from.startsWith(".")) return posix.normalize(posix.join(posix.dirname(file), from));
  const inside = /^@postil\/(shared|server|client)\/(.*)$/.exec(from);
  return inside ? `${inside[1]}/src/${inside[2]}` : from;
}

/** @param {string} file @param {string} target a path below the root, or a package's name */
function refuse(file, target) {
  const [home = ""] = file.split("/");
  const [there = ""] = target.split("/");
  if (there === "seeds" && home !== "seeds" && home !== "test" && home !== "scripts") return "nothing imports seeds";
  if (there === "test" && home !== "test" && home !== "vitest.config.ts") return "nothing imports test";
  if (home === "shared") return refuseShared(file, target);
  if (home === "server") return refuseServer(file, target);
  if (home === "client") return refuseClient(file, target);
  return null;
}

/** @param {string} file @param {string} target */
function refuseShared(file, target) {
  if (target.startsWith("shared/src/")) return null;
  const allowed = isTest(file) ? [...sharedPackages, ...testPackages] : sharedPackages;
  if (allowed.some((name) => target === name || target.startsWith(`${name}/`))) return null;
  if (isTest(file) && target.startsWith("node:")) return null;
  return `shared/ knows ${sharedPackages.join(", ")} and itself only`;
}

/** @param {string} file @param {string} target */
function refuseServer(file, target) {
  if (target.startsWith("client/")) return "the server doesn't know the client";
  if (pureSync.test(file) && !isTest(file) && frameworks.test(target)) return "the room and the gate know no framework";
  const mine = folderOf(file, "server/src/");
  const theirs = folderOf(target, "server/src/");
  if (!target.startsWith("server/src/") || mine === null || mine === theirs) return null;
  if (theirs === null) return "the features don't know what composes them";
  const rank = (/** @type {string} */ folder) => serverOrder.findIndex((line) => line.includes(folder));
  if (rank(mine) === -1) return `server/src/${mine} has no place in the order`;
  if (rank(theirs) === -1) return `server/src/${theirs} has no place in the order`;
  if (rank(theirs) < rank(mine)) return null;
  return `${mine} may only import what stands left of it (${serverOrder.map((line) => line.join(", ")).join(" -> ")})`;
}

/** @param {string} file @param {string} target */
function refuseClient(file, target) {
  if (target.startsWith("server/")) return "the client doesn't know the server";
  const mine = folderOf(file, "client/src/");
  const theirs = folderOf(target, "client/src/");
  if (!target.startsWith("client/src/") || mine === null || mine === "app" || mine === theirs) return null;
  if (theirs === null || theirs === "app") return "only app/ composes the features";
  if (clientBase.includes(theirs)) return null;
  if (clientBase.includes(mine)) return `${mine}/ is what features stand on`;
  if (clientAllowed.has(`${mine} > ${theirs}`)) return null;
  return "features meet only in app/ or through the document";
}

/**
 * The room and the gate may not reach a framework through the files they import either (imports of types don't run).
 * @param {string} file
 * @param {Map<string, Source>} known
 * @returns {string[]}
 */
function throughOthers(file, known) {
  if (!pureSync.test(file) || isTest(file)) return [];
  const seen = new Set([file]);
  const broken = [];
  const queue = [file];
  for (let current = queue.shift(); current !== undefined; current = queue.shift()) {
    for (const { from, typeOnly } of known.get(current)?.imports ?? []) {
      if (typeOnly) continue;
      const target = resolveImport(current, from);
      if (current !== file && frameworks.test(target)) {
        broken.push(`${file}: reaches ${from} through ${current}, but the room and the gate know no framework`);
      }
      if (!known.has(target) || seen.has(target)) continue;
      seen.add(target);
      queue.push(target);
    }
  }
  return broken;
}

/** @param {string} path @param {string} base @returns {string | null} the first folder below `base`; null for a file there */
function folderOf(path, base) {
  if (!path.startsWith(base)) return null;
  const [folder = "", rest] = path.slice(base.length).split("/");
  return rest === undefined ? null : folder;
}

/** @param {string} file */
function isTest(file) {
  return /\.test\.tsx?$/.test(file);
}
