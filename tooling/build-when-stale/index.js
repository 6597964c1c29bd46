import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { delimiter, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const programs = join(root, "node_modules/.bin");
const lock = join(root, "node_modules/.build-when-stale");
const longestBuildMs = 60_000;

/** @type {typeof import("./index.js").buildWhenStale} */
export function buildWhenStale(folder) {
  // In production there is nothing to build with: what was compiled is run.
  if (!existsSync(join(programs, "turbo"))) return;
  const folders = builtFrom(folder);
  const stamp = join(folder, "dist/.built");
  if (isFresh(folders, stamp)) return;
  takeLock();
  try {
    if (!isFresh(folders, stamp)) build(folder, stamp);
  } finally {
    // Somebody who took it over may have removed it.
    rmSync(lock, { recursive: true, force: true });
  }
}

/** The package and all of the workspace that it depends on. */
function builtFrom(folder, found = new Set()) {
  if (found.has(folder)) return found;
  found.add(folder);
  const { dependencies, optionalDependencies } = manifestOf(folder);
  for (const [name, version] of Object.entries({ ...dependencies, ...optionalDependencies })) {
    const link = join(folder, "node_modules", name);
    if (version.startsWith("workspace:") && existsSync(link)) builtFrom(realpathSync(link), found);
  }
  return found;
}

function isFresh(folders, stamp) {
  const built = modified(stamp);
  return [...folders]
    .filter((folder) => existsSync(join(folder, "src")))
    .every(
      (folder) =>
        newestSource(join(folder, "src")) <
        Math.max(built, modified(join(folder, "dist/index.js"))),
    );
}

// Two builds at once would let a third process import half-written files.
function takeLock() {
  for (;;) {
    try {
      return mkdirSync(lock);
    } catch {
      // Its owner was killed: take it over.
      if (modified(lock) < Date.now() - longestBuildMs)
        return utimesSync(lock, new Date(), new Date());
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 50);
    }
  }
}

function build(folder, stamp) {
  const { name } = manifestOf(folder);
  const { status, stdout, stderr } = spawnSync(
    join(programs, "turbo"),
    ["run", "build", `--filter=${name}`, "--output-logs=errors-only"],
    {
      cwd: root,
      // Turbo starts pnpm by name, which need not be installed on the machine.
      env: {
        ...process.env,
        PATH: `${programs}${delimiter}${process.env.PATH}`,
        TURBO_TELEMETRY_DISABLED: "1",
      },
      encoding: "utf8",
    },
  );
  if (status !== 0)
    throw new Error(`${stdout}${stderr}${name} could not be built; try \`pnpm install\``);
  // Turbo leaves unchanged output as old as it was; the stamp says that it is up to date.
  if (!existsSync(stamp)) writeFileSync(stamp, "");
  utimesSync(stamp, new Date(), new Date());
}

function manifestOf(folder) {
  return JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
}

function newestSource(folder) {
  const ages = readdirSync(folder, { withFileTypes: true }).map((entry) => {
    const path = `${folder}/${entry.name}`;
    return entry.isDirectory() ? newestSource(path) : modified(path);
  });
  return Math.max(modified(folder), ...ages);
}

function modified(file) {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? -1;
}
