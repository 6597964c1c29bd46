import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  rmdirSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { delimiter, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../../..");
const builtFrom = [
  "packages/database",
  "tooling/workspace",
  "tooling/postgres",
  "tooling/schema-engine",
  "tooling/db",
].map((folder) => join(root, folder));
const stamp = join(root, "tooling/db/dist/.built");
const lock = join(root, "node_modules/.db-build");
const longestBuildMs = 60_000;

/**
 * Builds this tool when a source file is younger than the last build, so that after a pull or an
 * edit nobody runs yesterday's tool. Looks at some hundred file times: 2 ms.
 */
export function buildWhenStale() {
  if (isFresh()) return;
  takeLock();
  try {
    if (!isFresh()) build();
  } finally {
    rmdirSync(lock);
  }
}

function isFresh() {
  return builtFrom.every((folder) => newestSource(folder) < lastBuild(folder));
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

function build() {
  const programs = join(root, "node_modules/.bin");
  const { status, stdout, stderr } = spawnSync(
    join(programs, "turbo"),
    ["run", "build", "--filter=@deepiri/db", "--output-logs=errors-only"],
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
  if (status !== 0) {
    throw new Error(`${stdout}${stderr}the db command could not be built; try \`pnpm install\``);
  }
  // Turbo leaves unchanged output as old as it was; the stamp says that it is up to date.
  if (!existsSync(stamp)) writeFileSync(stamp, "");
  utimesSync(stamp, new Date(), new Date());
}

function newestSource(folder) {
  const source = join(folder, "src");
  if (!existsSync(source)) return 0;
  const files = readdirSync(source, { recursive: true, encoding: "utf8" });
  return Math.max(...files.map((file) => statSync(join(source, file)).mtimeMs));
}

function lastBuild(folder) {
  return Math.max(modified(join(folder, "dist/index.js")), modified(stamp));
}

function modified(file) {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? -1;
}
