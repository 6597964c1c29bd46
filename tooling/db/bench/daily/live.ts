import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { type Load, underLoad, type Waits } from "@deepiri/bench";
import { connectOnce, quoteIdentifier } from "@deepiri/database";
import { migrationList } from "@deepiri/schema-engine";
import { openEngine } from "@deepiri/schema-engine/engine";
import { formatDuration } from "@deepiri/terminal";
import { readMigrations, type TablePackage } from "@deepiri/workspace";
import { jobsWorkspace } from "./jobs-workspace.js";
import { rows } from "./rows.js";
import type { Figure, Scenario } from "./scenario.js";

const longestWaitMs = 250;

const tables = `CREATE TABLE public.owners (id integer PRIMARY KEY);
CREATE TABLE public.jobs (
  id integer PRIMARY KEY,
  owner_id integer NOT NULL,
  state text NOT NULL
);
`;

const fill = `
  INSERT INTO public.owners SELECT generate_series(1, 1000);
  INSERT INTO public.jobs SELECT id, 1 + id % 1000, (ARRAY['new', 'done'])[1 + id % 2]
    FROM generate_series(1, ${rows}) AS id`;

const change = `ALTER TABLE public.jobs ADD COLUMN priority integer NOT NULL DEFAULT 0;
ALTER TABLE public.jobs ADD CONSTRAINT jobs_state_known CHECK (state IN ('new', 'done')) NOT VALID;
ALTER TABLE public.jobs VALIDATE CONSTRAINT jobs_state_known;
ALTER TABLE public.jobs ADD CONSTRAINT jobs_owner_id_fkey
  FOREIGN KEY (owner_id) REFERENCES public.owners (id) NOT VALID;
ALTER TABLE public.jobs VALIDATE CONSTRAINT jobs_owner_id_fkey;
`;

const index = "CREATE INDEX CONCURRENTLY jobs_owner_id_idx ON public.jobs (owner_id);\n";

/**
 * A column, a checked rule, a key and an index for a large table, while clients read and write it and
 * a report keeps a transaction open for a second, again and again.
 */
export const live: Scenario = {
  name: "live",
  measure: async ({ root, url, folder }) => {
    const migrate = (database: string) => runMigrate(root, folder, database);
    jobsWorkspace(folder, { "1_tables": tables });
    await migrate(url);
    await run(url, fill);
    await run(url, "VACUUM ANALYZE");
    jobsWorkspace(folder, { "2_change": change + index });
    // Prisma takes an index that is built concurrently in a file of its own only.
    const apart = jobsWorkspace(join(folder, "rival"), {
      "1_tables": tables,
      "2_change": change,
      "3_index": index,
    });
    const felt = async (name: string, work: (database: string) => Promise<unknown>) => {
      const database = await copyDatabase(url, name);
      return underLoad(loadOn(database), () => work(database));
    };
    const ours = await felt("ours", migrate);
    const rival = await felt("rival", (database) => migrateAsPrisma(database, apart));
    return {
      figures: [figureOf(ours, rival)],
      results: { rows, atMost: longestWaitMs, ours, rival: { name: rivalName, ...rival } },
    };
  },
};

const rivalName = "prisma migrate deploy";

function figureOf(ours: Waits, rival: Waits): Figure {
  const shown = ({ longest }: Waits) => formatDuration(longest);
  return {
    what: "longest wait of a client while a table changes",
    ours: shown(ours),
    rival: `${shown(rival)} ${rivalName}`,
    limit: formatDuration(longestWaitMs),
    holds: ours.longest <= longestWaitMs && ours.errors.length === 0,
  };
}

function loadOn(url: string): Load {
  const keys = Array.from({ length: 500 }, () => String(1 + Math.floor(Math.random() * rows)));
  const subjects = [{ name: "public.jobs", key: "id", keys }];
  return { url, subjects, readers: 3, writers: 3, reportMs: 1_000 };
}

async function runMigrate(root: string, cwd: string, url: string): Promise<void> {
  const db = join(root, "tooling/db/bin/db.js");
  const env = { ...process.env, DATABASE_URL: url };
  const child = spawn(process.execPath, [db, "migrate", "--all"], { cwd, env, stdio: "inherit" });
  const [code] = await once(child, "exit");
  if (code !== 0) throw new Error(`db migrate ended with code ${code}`);
}

/** As Prisma does it: each file as one query, which waits for its locks as long as it takes. */
async function migrateAsPrisma(url: string, jobs: TablePackage): Promise<void> {
  const engine = await openEngine({ url, historySchema: jobs.historySchema });
  await engine.applyMigrations({
    migrationsList: migrationList(jobs, readMigrations(jobs)),
    filters: { externalTables: [], externalEnums: [] },
  });
  await engine.dispose();
}

async function copyDatabase(url: string, name: string): Promise<string> {
  const copy = new URL(url);
  const template = quoteIdentifier(copy.pathname.slice(1));
  copy.pathname = "/postgres";
  await run(copy.href, `CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY FILE_COPY`);
  copy.pathname = `/${name}`;
  return copy.href;
}

async function run(url: string, sql: string): Promise<void> {
  const client = await connectOnce(url);
  await client.query(sql).finally(() => client.end());
}
