import react from "@vitejs/plugin-react";
import { defineConfig, type UserConfig } from "vite";

const server = process.env.POSTIL_DEV_SERVER ?? "http://127.0.0.1:3000";

/** In development Vite stands in front of the server of `npm run dev`; the Origin it forwards is the server's own. */
const proxied = { target: server, changeOrigin: true, headers: { origin: server } };

const config: UserConfig = {
  plugins: [react()],
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
