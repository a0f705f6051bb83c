import { defineConfig } from "vitest/config";
import { ejsText } from "./scripts/ejs-text.mjs";

export default defineConfig({
  plugins: [ejsText()],
  test: { include: ["test/**/*.test.ts"], exclude: ["test/real/**"], testTimeout: 30_000, pool: "forks" },
});
