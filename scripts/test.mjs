/*
 * `npm test`: installs, builds, finds PostgreSQL and Chromium (as root on Debian it installs them), runs the tests.
 * What is missing is said and left out; with CI=true it fails. `--long` adds the long runs; other arguments go to
 * vitest.
 */
import { ensureBuilt } from "./lib/build.mjs";
import { findChromium, findPostgres, onPath } from "./lib/find-programs.mjs";
import { ensureInstalled } from "./lib/install.mjs";
import { requireNode } from "./lib/node-version.mjs";
import { main, run, runPackage, StepFailed, step, VITEST } from "./lib/steps.mjs";

const needs = {
  postgresql: { find: findPostgres, name: "PostgreSQL", packages: ["postgresql"] },
  chromium: { find: findChromium, name: "Chromium", packages: ["chromium"] },
  libreoffice: {
    find: () => (onPath("soffice") ? "soffice" : null),
    name: "LibreOffice",
    packages: ["libreoffice-calc-nogui", "libreoffice-writer-nogui"],
  },
};

/** @type {{ name: string, what: string, needs: (keyof typeof needs)[] }[]} */
const projects = [
  { name: "unit", what: "unit tests", needs: [] },
  { name: "integration-embedded", what: "integration tests on the embedded database", needs: [] },
  { name: "integration-postgres", what: "integration tests on PostgreSQL", needs: ["postgresql"] },
  { name: "proof", what: "kills, outages and several servers", needs: ["postgresql"] },
  { name: "e2e", what: "end-to-end tests in Chromium", needs: ["chromium"] },
  { name: "long", what: "long runs", needs: ["chromium"] },
  { name: "programs", what: "tests with other programs", needs: ["libreoffice"] },
];
/** What only `--long` runs, unless it is named. */
const onlyLong = ["long", "programs"];

requireNode();
await main(async () => {
  const given = process.argv.slice(2);
  const args = given.filter((argument) => argument !== "--long");
  // What the usual run tries with PostgreSQL alone then runs on the embedded database too.
  if (given.length > args.length) process.env.POSTIL_LONG = "1";
  const named = args.flatMap((argument, index) => {
    if (argument.startsWith("--project=")) return [argument.slice("--project=".length)];
    return args[index - 1] === "--project" ? [argument] : [];
  });
  const wanted = projects.filter(({ name }) =>
    named.length > 0 ? named.includes(name) : !onlyLong.includes(name) || given.length > args.length,
  );
  await ensureInstalled();
  await ensureBuilt();
  const missing = await provide([...new Set(wanted.flatMap((project) => project.needs))]);
  const skipped = wanted.filter((project) => project.needs.some((need) => missing.includes(need)));
  for (const project of skipped) {
    const names = project.needs.filter((need) => missing.includes(need)).map((need) => needs[need].name);
    console.log(`Left out: ${project.what}, because ${names.join(" and ")} is not installed.`);
  }
  if (skipped.length > 0 && process.env.CI === "true") throw new StepFailed("In CI nothing may be left out.");
  const chosen = wanted.filter((project) => !skipped.includes(project));
  const flags = named.length > 0 ? [] : chosen.flatMap(({ name }) => ["--project", name]);
  if (chosen.length === 0) return;
  await runPackage(VITEST, ["run", ...flags, ...args], { show: true });
});

/**
 * @param {(keyof typeof needs)[]} wanted
 * @returns {Promise<(keyof typeof needs)[]>} those that could not be had
 */
async function provide(wanted) {
  const missing = () => wanted.filter((need) => needs[need].find() === null);
  const packages = missing().flatMap((need) => needs[need].packages);
  if (packages.length > 0 && process.getuid?.() === 0 && onPath("apt-get")) {
    try {
      await step(`Installing ${packages.join(" and ")}`, async () => {
        const env = { DEBIAN_FRONTEND: "noninteractive" };
        await run("apt-get", ["update", "-q"], { env });
        await run("apt-get", ["install", "-q", "-y", "--no-install-recommends", ...packages], { env });
      });
    } catch (error) {
      if (!(error instanceof StepFailed)) throw error;
      console.error(error.message);
    }
  }
  return missing();
}
