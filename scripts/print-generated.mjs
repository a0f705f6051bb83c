// In: examples/*/step7.json and the built tool. Out: generated/<example>, made anew. A test compares the same trees byte by byte.
import { execFileSync } from "node:child_process";
import { readdirSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
for (const name of readdirSync(`${root}/examples`).sort()) {
  rmSync(`${root}/generated/${name}`, { recursive: true, force: true });
  execFileSync(
    process.execPath,
    ["dist/main.js", "infra", `examples/${name}/step7.json`, "--out", `generated/${name}`, "--quiet"],
    {
      cwd: root,
      stdio: ["ignore", "inherit", "inherit"],
    },
  );
}
