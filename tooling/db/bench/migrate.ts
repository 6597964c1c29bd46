import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { type Contestant, circumstances, median, timeOnce, writeResults } from "@deepiri/bench";
import { brand } from "@deepiri/database/brand";
import { startServer, throwAwayDirectory } from "@deepiri/postgres";
import { formatDuration, formatTable } from "@deepiri/terminal";
import { findDatabase, readMigrations, readWorkspace, type TablePackage } from "@deepiri/workspace";
import pg from "pg";

// Times `db migrate` of the default database against its rivals on one throw-away server. Every round runs all contestants,
// so that what disturbs the machine disturbs all; the figure is the median of the rounds.

const rounds = Number(process.argv[2] ?? 5);
const workspace = readWorkspace();
const { root } = workspace;
const { name: database, packages } = findDatabase(workspace);

interface Comparison {
  readonly what: string;
  /** Ours as a part of the rival's time; smaller is better. */
  readonly atMost: number;
  readonly ours: Timed;
  readonly rival: Timed;
}

/** What is timed, after what must be so before. */
interface Timed {
  readonly name: string;
  prepare(): Promise<void>;
  run(): number;
}

const server = await startServer({
  directory: await throwAwayDirectory(join(root, brand.dataFolder, "bench")),
  kind: "throw-away",
  databases: ["bench"],
});
try {
  const results = await compareAll(comparisons(server.url));
  writeResults(root, "migrate", { ...circumstances(server.version), rounds, results });
  console.log(
    formatTable(
      ["", "ours", "rival", "ratio", "limit", ""],
      results.map((one) => [
        one.what,
        formatDuration(one.ours.median),
        `${formatDuration(one.rival.median)} ${one.rival.name}`,
        one.ratio.toFixed(3),
        one.atMost.toFixed(3),
        one.ratio <= one.atMost ? "holds" : "MISSED",
      ]),
    ),
  );
  if (results.some(({ ratio, atMost }) => ratio > atMost)) process.exitCode = 1;
} finally {
  await server.stop();
}

function comparisons(url: string): Comparison[] {
  const env = { DATABASE_URL: url, TURBO_TELEMETRY_DISABLED: "1" };
  const bin = join(root, "node_modules", ".bin");
  const db: Contestant = {
    name: `db migrate --database ${database}`,
    program: process.execPath,
    args: [join(root, "tooling/db/bin/db.js"), "migrate", "--database", database],
    cwd: root,
    env,
  };
  const pnpm = (script: string): Contestant => ({
    name: `pnpm ${script}`,
    program: join(bin, "pnpm"),
    args: [script, ...packages.map(({ name }) => `--filter=${name}`)],
    cwd: root,
    env,
  });
  const allSql = packages.flatMap(readMigrations).map(({ sql }) => sql);
  const empty = (): Promise<void> => recreate(url);
  const migrated = async (): Promise<void> => {
    await empty();
    timeOnce(db);
  };
  return [
    {
      what: "nothing to do, one process",
      atMost: 1 / 8,
      ours: { name: db.name, prepare: migrated, run: () => timeOnce(db) },
      rival: {
        name: `${packages.length} x prisma migrate deploy`,
        prepare: migrated,
        run: () => packages.reduce((sum, one) => sum + timeOnce(prismaDeploy(one, env)), 0),
      },
    },
    {
      what: "nothing to do, through turbo",
      atMost: 1 / 4,
      ours: { name: "pnpm db:migrate", prepare: migrated, run: () => timeOnce(pnpm("db:migrate")) },
      rival: {
        name: "pnpm db:migrate:prisma",
        prepare: migrated,
        run: () => timeOnce(pnpm("db:migrate:prisma")),
      },
    },
    {
      what: "cold, one process",
      atMost: 4,
      ours: { name: db.name, prepare: empty, run: () => timeOnce(db) },
      rival: hasPsql()
        ? { name: "psql", prepare: empty, run: () => timeOnce(psql(url, allSql)) }
        : { name: "node with pg", prepare: empty, run: () => timeOnce(plainPg(url, allSql)) },
    },
    {
      what: "cold, one process",
      atMost: 4,
      ours: { name: db.name, prepare: empty, run: () => timeOnce(db) },
      rival: { name: "node with pg", prepare: empty, run: () => timeOnce(plainPg(url, allSql)) },
    },
  ];
}

async function compareAll(all: readonly Comparison[]) {
  const times = all.map(() => ({ ours: [] as number[], rival: [] as number[] }));
  for (let round = 0; round < rounds; round++) {
    process.stderr.write(`round ${round + 1} of ${rounds}\n`);
    for (const [index, { ours, rival }] of all.entries()) {
      await ours.prepare();
      times[index]?.ours.push(ours.run());
      await rival.prepare();
      times[index]?.rival.push(rival.run());
    }
  }
  return all.map(({ what, atMost, ours, rival }, index) => {
    const measured = times[index] ?? { ours: [], rival: [] };
    const [mine, theirs] = [median(measured.ours), median(measured.rival)];
    return {
      what,
      ours: { name: ours.name, median: Math.round(mine), all: measured.ours.map(Math.round) },
      rival: { name: rival.name, median: Math.round(theirs), all: measured.rival.map(Math.round) },
      ratio: Number((mine / theirs).toFixed(4)),
      atMost,
    };
  });
}

function prismaDeploy({ directory, key }: TablePackage, env: NodeJS.ProcessEnv): Contestant {
  const program = join(directory, "node_modules", ".bin", "prisma");
  return { name: `prisma of ${key}`, program, args: ["migrate", "deploy"], cwd: directory, env };
}

function psql(url: string, files: readonly string[]): Contestant {
  const args = ["--quiet", "--no-psqlrc", "--set=ON_ERROR_STOP=1", url];
  return { name: "psql", program: "psql", args, cwd: root, input: files.join("\n;\n") };
}

function plainPg(url: string, files: readonly string[]): Contestant {
  const program = `
    import { readFileSync } from "node:fs";
    import pg from "pg";
    const client = new pg.Client({ connectionString: process.argv[1] });
    await client.connect();
    for (const sql of JSON.parse(readFileSync(0, "utf8"))) await client.query(sql);
    await client.end();`;
  return {
    name: "node with pg",
    program: process.execPath,
    args: ["--input-type=module", "--eval", program, url],
    cwd: join(root, "tooling", "db"),
    input: JSON.stringify(files),
  };
}

async function recreate(url: string): Promise<void> {
  const maintenance = new URL(url);
  const name = pg.escapeIdentifier(maintenance.pathname.slice(1));
  maintenance.pathname = "/postgres";
  const client = new pg.Client({ connectionString: maintenance.href });
  await client.connect();
  await client.query(`DROP DATABASE ${name} WITH (FORCE)`);
  await client.query(`CREATE DATABASE ${name} TEMPLATE template0`);
  await client.end();
}

function hasPsql(): boolean {
  return spawnSync("psql", ["--version"]).status === 0;
}
