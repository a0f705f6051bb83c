// In: the built tool. Out: ratios to `node -e 0` and to the stock `cdktf synth`, measured in this run. Never quotes seconds as a result: machines differ.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const main = join(root, "dist/main.js");
const shop = join(root, "examples/shop/step7.json");
const work = mkdtempSync(join(tmpdir(), "scaffold-bench-"));
const runs = Number(process.env.BENCH_RUNS ?? 7);
let number = 0;
const fresh = () => {
  number += 1;
  return join(work, `out-${number}`);
};

/** Wall time in milliseconds of a whole process, and its peak memory where the system tells. */
function time(program, args, options = {}) {
  const start = process.hrtime.bigint();
  const result = spawnSync(program, args, { stdio: "ignore", ...options });
  if (result.status !== 0) throw new Error(`${program} ${args.join(" ")} exited ${result.status}`);
  return Number(process.hrtime.bigint() - start) / 1e6;
}

const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];

/** Runs the two in turn, so that both meet the same noise, and returns the ratio of the medians. */
function ratio(a, b, count = runs) {
  a();
  b();
  const as = [];
  const bs = [];
  for (let i = 0; i < count; i += 1) {
    as.push(a());
    bs.push(b());
  }
  return { ratio: median(as) / median(bs), ms: median(as) };
}

/** Peak memory of a run in MiB, asked from the process itself when it ends. */
function peak(args) {
  const report = "process.on('exit',()=>process.stderr.write('PEAK '+process.resourceUsage().maxRSS))";
  const result = spawnSync(
    process.execPath,
    ["--import", `data:text/javascript,${encodeURIComponent(report)}`, main, ...args],
    { encoding: "utf8" },
  );
  const found = /PEAK (\d+)/.exec(result.stderr ?? "");
  return result.status !== 0 || found === null ? undefined : Number(found[1]) / 1024;
}

/** The shop with `count` services, in the same languages and kinds. */
function bigAnswers(count) {
  const document = JSON.parse(readFileSync(shop, "utf8"));
  const base = document.output.services;
  document.output.services = Array.from({ length: count }, (_, index) => ({
    ...base[index % base.length],
    name: index < base.length ? base[index].name : `${base[index % base.length].name}-${index}`,
  }));
  const path = join(work, `answers-${count}.json`);
  writeFileSync(path, JSON.stringify(document));
  return path;
}

/** A real plan, its resources repeated as modules until the file has `bytes`. */
function bigPlan(bytes) {
  const document = JSON.parse(readFileSync(join(root, "test/fixtures/plans/downgrade.json"), "utf8"));
  const places = [document, document.planned_values.root_module, document.prior_state.values.root_module];
  const keys = ["resource_changes", "resources", "resources"];
  const once = places.map((place, index) => place[keys[index]]);
  const path = join(work, "plan.json");
  for (let copy = 0; ; copy += 1) {
    for (const [index, place] of places.entries())
      place[keys[index]] = [
        ...(copy === 0 ? [] : place[keys[index]]),
        ...once[index].map((entry) => ({ ...entry, address: `module.copy[${copy}].${entry.address}` })),
      ];
    const text = JSON.stringify(document);
    if (text.length < bytes) continue;
    writeFileSync(path, text);
    return path;
  }
}

const node = () => time(process.execPath, ["-e", "0"]);
const infra = (answers) => () => time(process.execPath, [main, "infra", answers, "--out", fresh(), "--quiet"]);
const rows = [];
const row = (what, value, goal, ok) => rows.push([what, value, goal, ok === undefined ? "" : ok ? "yes" : "NO"]);

const version = ratio(() => time(process.execPath, [main, "--version"]), node);
row("scaffold --version / node -e 0", version.ratio.toFixed(2), "", undefined);
const validate = ratio(() => time(process.execPath, [main, "validate", shop]), node);
row("scaffold validate, shop / node -e 0", validate.ratio.toFixed(2), "<= 4", validate.ratio <= 4);
const cold = ratio(infra(shop), node);
row("cold scaffold infra, shop / node -e 0", cold.ratio.toFixed(2), "<= 5", cold.ratio <= 5);
const memory = peak(["infra", shop, "--out", fresh(), "--quiet"]);
if (memory !== undefined) row("peak memory, shop (MiB)", memory.toFixed(0), "<= 150", memory <= 150);

const sizes = [1, 10, 50, 100].map((count) => ({ count, path: bigAnswers(count) }));
const times = sizes.map(({ count, path }) => ({ count, ms: ratio(infra(path), node, 3).ms }));
const [one, ten, , hundred] = times;
const slope = (hundred.ms - ten.ms) / 90 / ((ten.ms - one.ms) / 9);
row(
  "services 1 / 10 / 50 / 100 (ms)",
  times.map(({ ms }) => ms.toFixed(0)).join(" / "),
  "100 in <= 4000",
  hundred.ms <= 4000,
);
row("cost of a service, 10→100 against 1→10", slope.toFixed(2), "<= 1.2 (linear)", slope <= 1.2);
const explain200 = bigAnswers(200);
const explain = ratio(() => time(process.execPath, [main, "explain", explain200, "--quiet"]), node, 3);
row("scaffold explain, 200 services / node -e 0", explain.ratio.toFixed(2), "<= 8", explain.ratio <= 8);

const plan = bigPlan(1_700_000);
const review = ratio(
  () => time(process.execPath, [main, "review", plan, "--format", "markdown", "--fail-on", "never"]),
  node,
);
row("scaffold review, plan of 1.7 MB / node -e 0", review.ratio.toFixed(2), "<= 4", review.ratio <= 4);

const cdktf = [process.env.SCAFFOLD_TOOLS ?? "", ...(process.env.PATH ?? "").split(delimiter)]
  .map((folder) => join(folder, "cdktf"))
  .find((path) => existsSync(path));
if (cdktf === undefined) process.stderr.write("SKIPPED: the stock cdktf is not installed, no comparison with it\n");
else {
  const env = { ...process.env, SCAFFOLD_ANSWERS: shop, CHECKPOINT_DISABLE: "1", CI: "1", DISABLE_VERSION_CHECK: "1" };
  const synth =
    (...extra) =>
    () =>
      time(cdktf, ["synth", "--output", join(work, "cdktf.out"), ...extra], { cwd: root, env });
  // A stock project runs its TypeScript; ours also hands the stock engine a bundle, which is the best it can do.
  const stock = ratio(synth("--app", "node --import tsx src/cdktf-app.ts"), infra(shop), 3);
  row("stock cdktf synth of the sources / scaffold infra, shop", stock.ratio.toFixed(1), ">= 10", stock.ratio >= 10);
  const bundled = ratio(synth(), infra(shop), 3);
  row("stock cdktf synth of our bundle / scaffold infra, shop", bundled.ratio.toFixed(1), "", undefined);
}

if (process.env.NODE_EXTRA_CA_CERTS)
  process.stderr.write(
    "NOTE: NODE_EXTRA_CA_CERTS is set; node reads that file at every start, so `node -e 0` is slower than elsewhere and every ratio to it lower\n",
  );
const widths = [0, 1, 2, 3].map((column) =>
  Math.max(...rows.map((cells) => cells[column].length), ["figure", "measured", "goal", "met"][column].length),
);
for (const cells of [["figure", "measured", "goal", "met"], ...rows])
  process.stdout.write(
    `${cells
      .map((cell, column) => cell.padEnd(widths[column]))
      .join("  ")
      .trimEnd()}\n`,
  );
rmSync(work, { recursive: true, force: true });
