// In: the words of a command line. Out: the bundle of that command, running. The build makes dist/main.js of it; never writes anything.
const { closeSync, existsSync, openSync, readSync, statSync } = require("node:fs");
const { join } = require("node:path");
const { setFlagsFromString } = require("node:v8");
const { Script } = require("node:vm");

/** Filled in by the build: command → bundle, and the V8 that made the caches. */
const bundles = BUNDLES;
const v8 = V8;

/** A run is over before optimized code pays for its making: only what stays hot for long is optimized, and patterns are compiled once, not twice. The young heap grows at once, and marking never starts early. */
const FLAGS = [
  "--interrupt-budget=1000000",
  "--no-regexp-tier-up",
  "--semi-space-growth-factor=8",
  "--no-incremental-marking",
];

/** Help and the version need no command. */
function bundleOf(words) {
  const asksForWords = words.includes("--help") && !words.includes("--");
  return (!asksForWords && Object.hasOwn(bundles, words[0] ?? "") && bundles[words[0]]) || "words";
}

/** The text of a bundle and the compiled code beside it, read into the same memory one after the other: memory that is new costs more than reading. A bundle is the text of one function in ASCII: as latin1 it is taken as it is. */
function readBoth(path, cachePath) {
  const size = (file) => (file === undefined ? 0 : statSync(file).size);
  const memory = Buffer.allocUnsafeSlow(Math.max(size(path), size(cachePath)));
  const read = (file) => {
    const handle = openSync(file, "r");
    let length = 0;
    for (let got = -1; got !== 0; length += got) got = readSync(handle, memory, length, memory.length - length, null);
    closeSync(handle);
    return memory.subarray(0, length);
  };
  return [read(path).latin1Slice(), cachePath === undefined ? undefined : read(cachePath)];
}

/**
 * Runs the bundle with the code that V8 compiled for it at build time, and returns the script.
 * Another V8 compiles for itself: it refuses the cache, and the flags are only given to the V8 that the build tried them with.
 */
function start(words) {
  const name = bundleOf(words);
  const path = join(__dirname, `${name}.js`);
  const cachePath = join(__dirname, `${name}.cache`);
  const isSameV8 = process.versions.v8 === v8;
  // Waiting for the disk costs no processor: the more files at a time, the fewer commits of its journal. The pool starts when it is first used.
  process.env.UV_THREADPOOL_SIZE ??= "32";
  if (isSameV8) for (const flag of FLAGS) setFlagsFromString(flag);
  const [source, cachedData] = readBoth(path, isSameV8 && existsSync(cachePath) ? cachePath : undefined);
  const script = new Script(source, { filename: path, cachedData });
  script.runInThisContext()(require);
  return script;
}

if (require.main === module) start(process.argv.slice(2));
else module.exports = start;
