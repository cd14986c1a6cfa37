/*
 * `npm run test:soak [-- name [rounds] …]`: the proofs of the usual run over many more rounds, one after the other, and
 * what each has counted. `-- all` runs every one of them with the numbers below; without a name the names are listed.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findPostgres } from "./lib/find-programs.mjs";
import { ensureInstalled } from "./lib/install.mjs";
import { requireNode } from "./lib/node-version.mjs";
import { main, runPackage, StepFailed, VITEST } from "./lib/steps.mjs";

/** @type {Record<string, { file: string, rounds: string, many: number, of: string, postgres?: boolean }>} */
const proofs = {
  kill: { file: "test/e2e/sync-kill", rounds: "POSTIL_KILLS", many: 200, of: "kills", postgres: true },
  outage: {
    file: "test/e2e/sync-outage",
    rounds: "POSTIL_OUTAGES",
    many: 5,
    of: "outages of each kind",
    postgres: true,
  },
  publish: {
    file: "test/e2e/sync-publish-kill",
    rounds: "POSTIL_PUBLISH_KILLS",
    many: 50,
    of: "kills",
    postgres: true,
  },
  servers: { file: "test/e2e/sync-servers", rounds: "POSTIL_SERVER_KILLS", many: 30, of: "kills", postgres: true },
  convergence: { file: "convergence", rounds: "POSTIL_CONVERGENCE_SEEDS", many: 10_000, of: "seeds" },
  hostile: { file: "hostile-frames", rounds: "POSTIL_HOSTILE_FRAMES", many: 1_000_000, of: "frames" },
  honest: { file: "honest-histories", rounds: "POSTIL_HONEST_SEEDS", many: 2_500, of: "histories" },
  policy: { file: "entry-oracle", rounds: "POSTIL_POLICY_ROUNDS", many: 1_000_000, of: "operations" },
};

requireNode();
await main(async () => {
  const chosen = readArguments(process.argv.slice(2));
  if (chosen.length === 0) {
    console.log("npm run test:soak -- all, or one or more of these, each with a number of rounds if you like:");
    for (const [name, { many, of }] of Object.entries(proofs)) console.log(`  ${name} ${many}  (${of})`);
    return;
  }
  if (chosen.some(({ proof }) => proof.postgres) && findPostgres() === null) {
    throw new StepFailed(
      "PostgreSQL's programs (initdb, postgres) were not found: kill, outage and servers need them.",
    );
  }
  await ensureInstalled();
  const folder = mkdtempSync(join(tmpdir(), "postil-soak-"));
  /** @type {string[]} */
  const failed = [];
  try {
    for (const { name, proof, rounds } of chosen) {
      console.log(`\n${name}: ${rounds} ${proof.of}`);
      const figures = join(folder, name);
      writeFileSync(figures, "");
      const began = Date.now();
      const env = { [proof.rounds]: String(rounds), POSTIL_FIGURES: figures };
      await runPackage(VITEST, ["run", "--project", "soak", proof.file], { show: true, env }).catch((error) => {
        if (!(error instanceof StepFailed)) throw error;
        failed.push(name);
      });
      for (const line of readFileSync(figures, "utf8").split("\n").filter(Boolean)) print(JSON.parse(line));
      console.log(
        `${name}: ${failed.includes(name) ? "FAILED" : "held"} after ${Math.round((Date.now() - began) / 1000)} s`,
      );
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  if (failed.length > 0) throw new StepFailed(`Not held: ${failed.join(", ")}.`);
});

/** @param {string[]} given */
function readArguments(given) {
  const names = given.flatMap((argument, index) => {
    if (/^\d+$/.test(argument)) return [];
    const next = given[index + 1] ?? "";
    const rounds = /^\d+$/.test(next) ? Number(next) : null;
    if (argument === "all") return Object.entries(proofs).map(([name, proof]) => ({ name, proof, rounds: proof.many }));
    const proof = proofs[argument];
    if (!proof)
      throw new StepFailed(`There is no proof "${argument}": choose among ${Object.keys(proofs).join(", ")}, all.`);
    return [{ name: argument, proof, rounds: rounds ?? proof.many }];
  });
  return names;
}

/** @param {{ proof: string, figures: Record<string, number | string> }} counted */
function print({ proof, figures }) {
  const told = Object.entries(figures).map(([what, figure]) => `${what} ${figure.toLocaleString("en-GB")}`);
  console.log(`  ${proof}: ${told.join(", ")}`);
}
