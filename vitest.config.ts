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

const long = process.env.POSTIL_LONG === "1";
/** Rounds of what proves more the longer it goes on; each number can be set from outside. */
const rounds = (numbers: Record<string, number>) =>
  Object.fromEntries(Object.entries(numbers).map(([name, count]) => [name, process.env[name] ?? String(count)]));

/** Seeded rounds over the synchronisation: some in the usual run, many more in the long one. */
const seeded = [
  "server/src/sync/{gate,room}/hostile-frames.test.ts",
  "server/src/sync/gate/{honest-histories,honest-texts,entry-oracle}.test.ts",
  "server/src/sync/testing/simulation/convergence.test.ts",
];

/** What takes a browser a minute or more, or says again in the dark what is said in the light: in the long run. */
const dear = [
  ...[
    "accessibility-dialogs",
    "accessibility-tools",
    "accessibility-visitor",
    "account",
    "activity",
    "appearance",
    "assignments",
    "client-rescue",
    "client-sync-kill",
    "client-unsent",
    "codebook",
    "coding-team",
    "device-trouble",
    "keyboard",
    "layout",
    "new-version",
    "offline",
    "purge-kill",
  ],
  ...["rights-while-typing", "threads"],
].map((name) => `test/e2e/${name}.test.ts`);

/**
 * Features that the usual run tries with PostgreSQL. The embedded database is the same engine: on it they run in the
 * long run (POSTIL_LONG=1), and wherever there is no PostgreSQL.
 */
const onPostgresOnly =
  long || findPostgres() === null
    ? []
    : [
        ...[
          "accounts-{admin,leaving,settings}",
          "activity",
          "articles-{list,reading,roles}",
          "assignments-{bad-days,blind,reveal}",
          "audit",
        ],
        // The pages' tests open the sample on the embedded database.
        ...["codebook", "codebook-*", "exports-long", "layer-rights", "my-assignments", "notices", "notices-mail"],
        ...["policy-oracle", "sample", "security-private", "sync-peers", "threads", "workspaces-*"],
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
    setupFiles: ["test/support/setup-words.ts"],
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          // Seeded rounds by the hundred: on a machine that does other work besides they take their time.
          testTimeout: 60_000,
          env: rounds({
            POSTIL_CONVERGENCE_SEEDS: 100,
            POSTIL_HONEST_SEEDS: 100,
            POSTIL_HOSTILE_FRAMES: 30_000,
            POSTIL_POLICY_ROUNDS: 30_000,
          }),
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
          env: rounds(
            long ? { POSTIL_KILLS: 20, POSTIL_PUBLISH_KILLS: 6 } : { POSTIL_KILLS: 5, POSTIL_PUBLISH_KILLS: 2 },
          ),
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
          include: [...proof, ...seeded],
          globalSetup: ["test/support/setup-built-server.ts", "test/support/setup-embedded.ts"],
          testTimeout: 6 * 3_600_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: "programs",
          // What other programs make of our files, and we of theirs.
          include: ["test/programs/**/*.test.ts"],
          globalSetup: "test/support/setup-embedded.ts",
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: "long",
          // The same claims as in the usual run, over many more rounds; each number can be set from outside.
          include: [...seeded, "test/e2e/accessibility-*.test.ts", ...dear],
          env: {
            POSTIL_AXE_THEMES: "light,dark",
            ...rounds({
              POSTIL_CONVERGENCE_SEEDS: 1_000,
              POSTIL_HONEST_SEEDS: 2_500,
              POSTIL_HOSTILE_FRAMES: 300_000,
              POSTIL_POLICY_ROUNDS: 300_000,
            }),
          },
          globalSetup: ["test/support/setup-built.ts", "test/support/setup-embedded.ts"],
          testTimeout: 3_600_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
