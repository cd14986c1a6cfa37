import { defineConfig } from "vitest/config";
import { findPostgres } from "./scripts/lib/find-programs.mjs";

// Tests run the sources of all packages; the libraries that hold state exist once.
const resolve = { conditions: ["postil-source"], dedupe: ["yjs", "lib0", "y-protocols"] };
const integration = {
  include: ["test/integration/**/*.test.ts"],
  testTimeout: 30_000,
  hookTimeout: 60_000,
};

/** The built server, and PostgreSQL, broken on purpose: no browser. */
const proof = ["test/e2e/sync-*.test.ts"];

/** What takes a browser a minute or more, or says again in the dark what is said in the light: in the long run. */
const dear = [
  ...["account", "client-rescue", "client-sync-kill", "client-unsent", "codebook", "coding-team", "keyboard"],
  ...["rights-while-typing", "threads"],
].map((name) => `test/e2e/${name}.test.ts`);

/**
 * Features that the usual run tries with PostgreSQL. The embedded database is the same engine: on it they run in the
 * long run (POSTIL_LONG=1), and wherever there is no PostgreSQL.
 */
const onPostgresOnly =
  process.env.POSTIL_LONG === "1" || findPostgres() === null
    ? []
    : [
        ...[
          "accounts-{leaving,settings}",
          "activity",
          "articles-{list,roles}",
          "assignments-{bad-days,reveal}",
          "audit",
        ],
        ...[
          "codebook-*",
          "exports-long",
          "my-assignments",
          "notices-mail",
          "security-private",
          "threads",
          "workspaces-*",
        ],
      ].map((name) => `test/integration/${name}.test.ts`);

export default defineConfig({
  resolve,
  ssr: { resolve: { conditions: ["postil-source"] } },
  test: {
    pool: "forks",
    maxWorkers: 2,
    // Loading Nest, TypeORM and our sources takes longer than most files' tests: a worker loads them once. So no file may
    // leave anything behind in a module.
    isolate: false,
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          // Seeded rounds by the hundred: on a machine that does other work besides they take their time.
          testTimeout: 60_000,
          include: [
            "{shared,server,seeds}/src/**/*.test.ts",
            "client/src/**/*.test.{ts,tsx}",
            "scripts/**/*.test.mjs",
            "test/support/**/*.test.ts",
          ],
        },
      },
      {
        extends: true,
        test: {
          ...integration,
          name: "integration-embedded",
          exclude: onPostgresOnly,
          globalSetup: "test/support/setup-embedded.ts",
        },
      },
      {
        extends: true,
        test: {
          ...integration,
          name: "integration-postgres",
          globalSetup: "test/support/setup-postgres.ts",
          env: { POSTIL_TEST_DATABASE: "postgresql" },
        },
      },
      {
        extends: true,
        test: {
          name: "e2e",
          include: ["test/e2e/**/*.test.ts"],
          exclude: [...dear, ...proof],
          globalSetup: ["test/support/setup-built.ts", "test/support/setup-embedded.ts"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: "proof",
          include: proof,
          globalSetup: ["test/support/setup-built-server.ts", "test/support/setup-embedded.ts"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: "soak",
          // Chosen by `npm run test:soak`, which says how many rounds: the same claims as in the usual run.
          include: [
            ...proof,
            "server/src/sync/{gate,room}/hostile-frames.test.ts",
            "server/src/sync/gate/{honest-histories,honest-texts,entry-oracle}.test.ts",
            "server/src/sync/testing/simulation/convergence.test.ts",
          ],
          globalSetup: ["test/support/setup-built-server.ts", "test/support/setup-embedded.ts"],
          testTimeout: 6 * 3_600_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: "long",
          // The same claims as in the usual run, over many more rounds; each number can be set from outside.
          include: [
            "server/src/sync/gate/hostile-frames.test.ts",
            "server/src/sync/gate/{honest-histories,honest-texts}.test.ts",
            "test/e2e/accessibility.test.ts",
            ...dear,
          ],
          env: {
            POSTIL_AXE_THEMES: "light,dark",
            POSTIL_HOSTILE_FRAMES: process.env.POSTIL_HOSTILE_FRAMES ?? "100000",
            POSTIL_HONEST_SEEDS: process.env.POSTIL_HONEST_SEEDS ?? "2500",
          },
          globalSetup: ["test/support/setup-built.ts", "test/support/setup-embedded.ts"],
          testTimeout: 3_600_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
