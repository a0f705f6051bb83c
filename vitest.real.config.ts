import { defineConfig } from "vitest/config";

// Checks with real parts: terraform, the AWS provider, an emulator, linters. Slow; `npm run test:real`.
export default defineConfig({
  test: {
    include: ["test/real/**/*.test.ts"],
    testTimeout: 600_000,
    hookTimeout: 300_000,
    maxWorkers: 1,
    fileParallelism: false,
    maxConcurrency: 2,
    pool: "forks",
  },
});
