/** Builds the studio's pages; in development it hands what belongs to the server on to a running studio. */
import { defineConfig } from "vitest/config";

const server = "http://127.0.0.1:8000";
const theirs = ["/api", "/music", "/media", "/health", "/docs", "/redoc", "/openapi.json"];

export default defineConfig({
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    target: "es2022",
    cssTarget: ["chrome123", "firefox125", "safari17.5"], // the first with light-dark(), which is left as it is written
    assetsInlineLimit: 0, // the content policy wants files, not data addresses
    modulePreload: { polyfill: false },
    license: { fileName: "licences.md" },
  },
  server: { proxy: Object.fromEntries(theirs.map((path) => [path, server])) },
  test: { include: ["tests/**/*.test.ts"] },
});
