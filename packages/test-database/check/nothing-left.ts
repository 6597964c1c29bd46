import { spawnSync } from "node:child_process";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { brand } from "@deepiri/database/brand";
import { startServer, throwAwayDirectory } from "@deepiri/postgres";
import { readWorkspace } from "@deepiri/workspace";
import { type Places, readTraces, readTracesLeft } from "./traces.js";

// Runs the suite of each package that owns tables alone, then all of them in parallel, files and
// tests in random order; the first time on the embedded server, the second time on one by address.
// After each run nothing may be there that was not there before: so let nothing else run in this
// checkout meanwhile, whose processes would count.
// Usage: nothing-left.ts [seed]

const seed = Number(process.argv[2] ?? Date.now() % 100_000);
const { root, packages } = readWorkspace();
const projects = packages.map(({ name }) => name);
const runs = [...projects.map((name) => [name]), projects];
const memoryDisk = "/dev/shm";

const place = await mkdtemp(path.join(tmpdir(), `${brand.name}-nothing-left-`));
const temporary = path.join(place, "tmp");
await mkdir(temporary);
const directory = await throwAwayDirectory(place);
const server = await startServer({ directory, kind: "throw-away" });
const folders = [temporary, path.join(root, brand.dataFolder, "tests")];
const places: Places = { serverUrl: server.url, root, memoryDisk, folders };
let failures = 0;
try {
  const providers = [
    {},
    { TEST_DATABASE: "url", TEST_DATABASE_URL: server.url },
  ] satisfies NodeJS.ProcessEnv[];
  for (const [turn, provider] of providers.entries()) {
    for (const names of runs) await check(names, seed + turn, provider);
  }
} finally {
  await server.stop();
  await rm(place, { recursive: true, force: true });
}
if (failures > 0) process.exitCode = 1;

async function check(names: string[], order: number, provider: NodeJS.ProcessEnv): Promise<void> {
  const before = await readTraces(places);
  const begin = performance.now();
  const failed = runTests(names, order, provider);
  const seconds = ((performance.now() - begin) / 1_000).toFixed(1);
  const left = await readTracesLeft(places, before);
  const who = names.length === 1 ? `${names[0]} alone` : "all in parallel";
  const where = `${provider.TEST_DATABASE ?? "embedded"}, order ${order}, ${seconds} s`;
  const verdict = failed ? "FAILED" : left.length > 0 ? "LEFT SOMETHING" : "passes, leaves nothing";
  console.log(`${who} (${where}): ${verdict}`);
  if (failed) console.log(failed);
  for (const trace of left) console.log(`  ${trace}`);
  if (failed || left.length > 0) failures += 1;
}

/** The output of a run that failed. */
function runTests(names: string[], order: number, env: NodeJS.ProcessEnv): string | undefined {
  const random = [
    "--sequence.shuffle.files",
    "--sequence.shuffle.tests",
    `--sequence.seed=${order}`,
  ];
  const { status, stdout, stderr } = spawnSync(
    path.join(root, "node_modules", ".bin", "vitest"),
    ["run", ...random, ...names.map((name) => `--project=${name}`)],
    {
      cwd: root,
      env: { ...process.env, TMPDIR: temporary, NO_COLOR: "1", ...env },
      encoding: "utf8",
      maxBuffer: 64 * 1024 * 1024,
    },
  );
  return status === 0 ? undefined : `${stdout}${stderr}`;
}
