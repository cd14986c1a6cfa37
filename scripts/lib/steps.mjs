import { spawn } from "node:child_process";
import { dirname, resolve } from "node:path";
import { performance } from "node:perf_hooks";
import { fileURLToPath } from "node:url";

export const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");

/** A step that failed; what it printed has been shown. */
export class StepFailed extends Error {}

/**
 * Says what is being done, and how long it took.
 * @template T
 * @param {string} name
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(name, work) {
  const began = performance.now();
  console.log(`${name} …`);
  const result = await work();
  console.log(`${name}: ${((performance.now() - began) / 1000).toFixed(1)} s`);
  return result;
}

/**
 * Runs a program in the repository; its output is shown only when it fails, or as it comes with `show`.
 * @param {string} program
 * @param {string[]} args
 * @param {{ show?: boolean, env?: Record<string, string | undefined>, cwd?: string }} [options]
 * @returns {Promise<void>}
 */
export function run(program, args, options = {}) {
  return new Promise((done, fail) => {
    const child = spawn(program, args, {
      cwd: options.cwd ?? root,
      env: { ...process.env, ...options.env },
      stdio: options.show ? "inherit" : ["ignore", "pipe", "pipe"],
    });
    /** @type {Buffer[]} */
    const output = [];
    child.stdout?.on("data", (chunk) => output.push(chunk));
    child.stderr?.on("data", (chunk) => output.push(chunk));
    child.once("error", (error) => fail(new StepFailed(`${program} can't be run: ${error.message}`)));
    child.once("close", (code, signal) => {
      if (code === 0) return done();
      process.stderr.write(Buffer.concat(output));
      fail(new StepFailed(`${[program, ...args].join(" ")} failed (${signal ?? `exit code ${code}`}).`));
    });
  });
}

/**
 * A package's program, run by this Node.
 * @param {string} script path below node_modules
 * @param {string[]} args
 * @param {Parameters<typeof run>[2]} [options]
 */
export function runPackage(script, args, options) {
  return run(process.execPath, [resolve(root, "node_modules", script), ...args], options);
}

export const TSC = "typescript/bin/tsc";
export const VITE = "vite/bin/vite.js";
export const VITEST = "vitest/vitest.mjs";
export const BIOME = "@biomejs/biome/bin/biome";

/**
 * Runs a script's work; ends the process with one sentence, not a stack, when a step fails.
 * @param {() => Promise<unknown>} work
 */
export async function main(work) {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof StepFailed)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}
