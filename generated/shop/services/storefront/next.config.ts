import type { NextConfig } from "next";

const config: NextConfig = {
  // The image holds the server and exactly the modules that it uses.
  output: "standalone",
  poweredByHeader: false,
  // Pages that are made again stay in memory: the root file system is read-only, and tasks share no disk.
  experimental: { isrFlushToDisk: false },
};

export default config;
