import { defineConfig } from "vitest/config";
import { ejsText } from "./scripts/ejs-text.mjs";

export default defineConfig({
  plugins: [ejsText()],
  test: { include: ["test/**/*.test.ts"], testTimeout: 30_000, pool: "forks" },
});
