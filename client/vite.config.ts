import react from "@vitejs/plugin-react";
import { defineConfig, type UserConfig } from "vite";
import { compress } from "./vite-compress.ts";
import { preloadApp } from "./vite-preload-app.ts";
import { schemaHash } from "./vite-schema-hash.ts";
import { serviceWorker } from "./vite-service-worker.ts";
import { withoutJsonSchema } from "./vite-without-json-schema.ts";

const server = process.env.POSTIL_DEV_SERVER ?? "http://127.0.0.1:3000";

/** In development Vite stands in front of the server of `npm run dev`; the Origin it forwards is the server's own. */
const proxied = { target: server, changeOrigin: true, headers: { origin: server } };

/**
 * What every page needs, and what reading needs beyond it, comes in few files: together they compress to five sixths of
 * what their hundred parts do, each with what it imports. The first of these that wants a module has it.
 */
const chunks = [
  {
    name: "framework",
    test: /node_modules[\\/](react|react-dom|scheduler|react-router|zod|@tanstack[\\/](react-query|query-core))[\\/]/,
  },
  { name: "documents", test: /node_modules[\\/](yjs|lib0|y-protocols|y-websocket)[\\/]/ },
  // What main.tsx and the words themselves import, apart from the features: those read their words when they are
  // evaluated, so not before a language was chosen. What words import must never come to stand in "app".
  { name: "language", test: /src[\\/](words[\\/](catalogue|languages)|ui[\\/](fonts|format))\.ts$/ },
  { name: "app", test: /src[\\/]app[\\/]start\.tsx$/ },
  { name: "reading", test: /src[\\/]app[\\/]ReaderRoute\.tsx$/ },
].map((group, index, all) => ({ ...group, priority: all.length - index }));

const config: UserConfig = {
  plugins: [react(), withoutJsonSchema(), preloadApp(), serviceWorker(), compress()],
  define: { "import.meta.env.POSTIL_SCHEMA": JSON.stringify(schemaHash()) },
  resolve: {
    conditions: ["postil-source", "module", "browser", "development|production"],
    // Two copies of Yjs would not know each other's types.
    dedupe: ["yjs", "lib0", "y-protocols", "react", "react-dom"],
  },
  build: {
    target: "es2022",
    outDir: "dist",
    emptyOutDir: true,
    // The Content-Security-Policy allows neither inline scripts nor data: addresses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: false,
    rolldownOptions: { output: { codeSplitting: { groups: chunks } } },
  },
  server: {
    port: 5173,
    strictPort: false,
    proxy: {
      "/api": proxied,
      "/socket.io": { ...proxied, ws: true },
      "/sync": { ...proxied, ws: true },
    },
  },
};

export default defineConfig(({ command }) => {
  // A build that a test run starts inherits NODE_ENV=test, and would hold React's development version.
  if (command === "build") process.env.NODE_ENV = "production";
  return config;
});
