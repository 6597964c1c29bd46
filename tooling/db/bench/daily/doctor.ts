import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { median } from "@deepiri/bench";
import { brand } from "@deepiri/database/brand";
import { migrate } from "@deepiri/schema-engine";
import { formatDuration } from "@deepiri/terminal";
import { findDatabase, readWorkspace } from "@deepiri/workspace";
import { manyTables } from "./many-tables.js";
import type { Figure, Scenario } from "./scenario.js";

const rounds = 5;

/** A database to examine, and how long that may take. */
interface Examined {
  readonly what: string;
  readonly workspace: string;
  readonly atMostMs: number;
}

/**
 * `db doctor` on this platform's 54 tables and on 3000, the whole process: the first time, when what the
 * migrations make is not known yet, and after that.
 */
export const doctor: Scenario = {
  name: "doctor",
  measure: async ({ root, url, folder }) => {
    manyTables(folder, 3000);
    const all: readonly Examined[] = [
      { what: "db doctor, 54 tables", workspace: root, atMostMs: 2000 },
      { what: "db doctor, 3000 tables", workspace: folder, atMostMs: 20_000 },
    ];
    const results = [];
    for (const one of all) results.push(await measureOne(one, root, url));
    return { figures: results.map(figureOf), results: { rounds, databases: results } };
  },
};

interface Timed {
  readonly what: string;
  readonly atMost: number;
  readonly first: number;
  readonly median: number;
}

async function measureOne(
  { what, workspace, atMostMs }: Examined,
  root: string,
  url: string,
): Promise<Timed> {
  const name = what.replaceAll(/\W+/g, "_");
  const database = new URL(url);
  database.pathname = `/${name}`;
  await migrate(findDatabase(readWorkspace(workspace)), { url: await made(url, name, database) });
  rmSync(join(workspace, "node_modules", ".cache", `${brand.name}-doctor`), {
    recursive: true,
    force: true,
  });
  const time = () => timeOne(root, workspace, database.href);
  const first = time();
  return { what, atMost: atMostMs, first, median: median(Array.from({ length: rounds }, time)) };
}

async function made(url: string, name: string, database: URL): Promise<string> {
  const { default: pg } = await import("pg");
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}`);
  await client.end();
  return database.href;
}

// A throw-away server is set to forget, which is an error of the database: the command ends with 2.
const expected = 2;

function timeOne(root: string, cwd: string, url: string): number {
  const begin = performance.now();
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, "tooling/db/bin/db.js"), "doctor", "--json"],
    { cwd, env: { ...process.env, DATABASE_URL: url }, encoding: "utf8", maxBuffer: 2 ** 28 },
  );
  const milliseconds = performance.now() - begin;
  const [report] = status === expected ? JSON.parse(stdout).databases : [];
  if (report?.notExamined.length === 0) return milliseconds;
  throw new Error(
    `db doctor ended with ${status}: ${stderr}${JSON.stringify(report?.notExamined)}`,
  );
}

function figureOf({ what, atMost, first, median: ours }: Timed): Figure {
  return {
    what,
    ours: `${formatDuration(ours)}, first ${formatDuration(first)}`,
    limit: formatDuration(atMost),
    holds: Math.max(ours, first) <= atMost,
  };
}
