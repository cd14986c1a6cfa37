import { defineConfig } from "vitest/config";

const resolve = { conditions: ["postil-source"], dedupe: ["yjs", "lib0", "y-protocols"] };

export default defineConfig({
  resolve,
  ssr: { resolve: { conditions: ["postil-source", "node", "import", "module", "default"] } },
  test: {
    projects: [
      {
        extends: true,
        test: { name: "unit", include: ["{shared,server,seeds}/src/**/*.test.ts", "client/src/**/*.test.{ts,tsx}"] },
      },
    ],
  },
});
