import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { circumstances, median, writeResults } from "@deepiri/bench";
import { importSqlite } from "@deepiri/sqlite-import";
import { formatTable } from "@deepiri/terminal";
import { findWorkspaceRoot } from "@deepiri/workspace";
import { openDatabases, withClient } from "./databases.js";
import { makeSqliteFile } from "./make-sqlite-file.js";

// Measures how fast an SQLite file is imported, beside pgloader if it is installed, in turn.
// Usage: import.ts [--rows N] [--rounds N]; figures of 10^6 rows are kept.
// pgloader fills a table that is there already, of types that hold the values: those that it makes do not.

const { values: options } = parseArgs({
  options: {
    rows: { type: "string", default: "1000000" },
    rounds: { type: "string", default: "3" },
  },
});
const rows = Number(options.rows);
const root = findWorkspaceRoot();

/** Seconds from start to end, and of the client's processor; the server's are not in them. */
interface Time {
  readonly wall: number;
  readonly cpu: number;
}

const table = `CREATE TABLE public.events (id bigint PRIMARY KEY, user_id bigint, action text,
  score double precision, payload text, ip text, flag bigint, created_at text)`;

const folder = mkdtempSync(join(tmpdir(), "bench-import-"));
const databases = await openDatabases(root);
const times = { ours: [] as Time[], pgloader: [] as Time[] };
try {
  const file = join(folder, "events.db");
  makeSqliteFile(file, rows);
  const hasPgloader = spawnSync("pgloader", ["--version"]).status === 0;
  for (let round = 0; round < Number(options.rounds); round++) {
    times.ours.push(await onDatabase((url) => timeOurs(file, url)));
    if (hasPgloader) times.pgloader.push(await onDatabase((url) => timePgloader(file, url)));
  }
} finally {
  await databases.stop();
  rmSync(folder, { recursive: true });
}
const results = Object.fromEntries(
  Object.entries(times).flatMap(([name, all]) => (all.length > 0 ? [[name, summed(all)]] : [])),
);
console.log(
  formatTable(
    ["", "rows/s", "seconds", "client's CPU s"],
    Object.entries(results).map(([name, one]) => [name, one.rowsPerSecond, one.wall, one.cpu]),
  ),
);
if (rows === 1_000_000)
  writeResults(root, "import", {
    ...circumstances(databases.version),
    unit: "s",
    rows,
    ...results,
  });

function summed(all: readonly Time[]) {
  const wall = median(all.map((one) => one.wall));
  return {
    rowsPerSecond: Math.round(rows / wall),
    wall: Number(wall.toFixed(1)),
    cpu: Number(median(all.map((one) => one.cpu)).toFixed(1)),
    walls: all.map((one) => Number(one.wall.toFixed(1))),
  };
}

async function onDatabase<Result>(body: (url: string) => Promise<Result>): Promise<Result> {
  const url = await databases.create("import");
  try {
    return await body(url);
  } finally {
    await databases.drop("import");
  }
}

/** With its copy of the file, its checks of the file and of every value, and the key. */
async function timeOurs(file: string, url: string): Promise<Time> {
  const [cpu, begin] = [process.cpuUsage(), performance.now()];
  await importSqlite(file, url);
  const wall = (performance.now() - begin) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  console.error(`ours: ${wall.toFixed(1)} s`);
  return { wall, cpu: (user + system) / 1e6 };
}

async function timePgloader(file: string, url: string): Promise<Time> {
  await withClient(url, (client) => client.query(table));
  const script = join(folder, "events.load");
  const command = `LOAD DATABASE FROM sqlite://${file} INTO ${url}
    WITH data only, create no tables, reset no sequences INCLUDING ONLY TABLE NAMES LIKE 'events';`;
  writeFileSync(script, command);
  const begin = performance.now();
  const { status, stdout, stderr } = spawnSync(
    "bash",
    ["-c", 'TIMEFORMAT="cpu %U %S"; time pgloader "$0"', script],
    { encoding: "utf8" },
  );
  const wall = (performance.now() - begin) / 1000;
  const { rows: counted } = await withClient(url, (client) =>
    client.query<{ n: number }>("SELECT count(*)::int AS n FROM public.events"),
  );
  if (status !== 0 || counted[0]?.n !== rows)
    throw new Error(`pgloader loaded ${counted[0]?.n} rows.\n${stdout}${stderr}`);
  const [, user, system] = /cpu ([\d.]+) ([\d.]+)/.exec(stderr) ?? [];
  console.error(`pgloader: ${wall.toFixed(1)} s`);
  return { wall, cpu: Number(user) + Number(system) };
}
