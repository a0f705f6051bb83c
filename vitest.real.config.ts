import { defineConfig } from "vitest/config";

// Checks with real parts: terraform, the AWS provider, an emulator, linters. Slow; `npm run test:real`.
export default defineConfig({
  test: {
    include: ["test/real/**/*.test.ts"],
    globalSetup: ["test/real/warm-up.ts"],
    testTimeout: 1_200_000,
    hookTimeout: 600_000,
    // Most of a check waits for one program, which has one processor busy.
    maxWorkers: 2,
    maxConcurrency: 2,
    pool: "forks",
  },
});
