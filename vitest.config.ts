import { defineConfig } from "vitest/config";
import { ejsText } from "./scripts/ejs-text.mjs";

export default defineConfig({
  plugins: [ejsText()],
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/real/**"],
    testTimeout: 30_000,
    pool: "forks",
    // No test changes what others see, and loading the sources for each file again took half of the time.
    isolate: false,
  },
});
