import { rmSync } from "node:fs";
import { join } from "node:path";
import { type Contestant, median, timeOnce } from "@deepiri/bench";
import { connectOnce, findPgDump, libpqEnvironment, quoteIdentifier } from "@deepiri/database";
import { formatDuration } from "@deepiri/terminal";
import { rows } from "./rows.js";
import type { Figure, Scenario } from "./scenario.js";

const runs = 3;
const mostTimes = 1.2;

const tables = `
  CREATE TABLE public.owners (id bigint PRIMARY KEY, email varchar(255) NOT NULL UNIQUE, name text, created_at timestamptz NOT NULL DEFAULT now());
  CREATE TABLE public.events (id bigserial PRIMARY KEY, owner_id bigint NOT NULL REFERENCES public.owners, kind varchar(40) NOT NULL CHECK (kind <> ''),
    payload jsonb, amount numeric(12, 2), note text, at timestamp NOT NULL);
  INSERT INTO public.owners SELECT i, 'owner' || i || '@example.org', 'Name ' || i FROM generate_series(1, ${Math.ceil(rows / 20)}) AS i;
  INSERT INTO public.events (owner_id, kind, payload, amount, note, at)
    SELECT 1 + i % ${Math.ceil(rows / 20)}, 'kind ' || i % 17, jsonb_build_object('a', i, 'b', 'x' || i), i * 1.25, md5(i::text),
           timestamp '2026-01-01' + i * interval '1 second' FROM generate_series(1, ${rows}) AS i;
  CREATE INDEX ON public.events (owner_id); CREATE INDEX ON public.events (at)`;

/**
 * A backup and a restore beside pg_dump and pg_restore as people type them (--format=custom), as whole
 * commands. It needs a server that the pg_dump of this machine can read: BACKUP_BENCH_URL names one
 * where it is older than the embedded server.
 */
export const backup: Scenario = {
  name: "backup",
  measure: async ({ root, url: embedded, folder }) => {
    const url = process.env.BACKUP_BENCH_URL ?? embedded;
    const from = await freshDatabase(url, "bench_backup");
    await run(from, tables);
    await run(from, "VACUUM ANALYZE");
    const pgDump = await pgDumpFor(from);
    const ours = { program: process.execPath, cwd: root };
    const db = (...args: string[]) => [join(root, "tooling/db/bin/db.js"), ...args];
    const times: Record<string, number[]> = {};
    const time = (contestant: Omit<Contestant, "cwd"> & { readonly cwd?: string }): void => {
      const { name } = contestant;
      times[name] = [...(times[name] ?? []), timeOnce({ cwd: folder, ...contestant })];
    };
    for (let at = 0; at < runs; at += 1) {
      const out = join(folder, `backup-${at}`);
      const dump = join(folder, `dump-${at}`);
      time({
        name: "db backup",
        ...ours,
        args: db("backup", "--out", out),
        env: { DATABASE_URL: from },
      });
      const into = await freshDatabase(url, "bench_restored");
      time({ name: "db restore", ...ours, args: db("restore", out), env: { DATABASE_URL: into } });
      rmSync(out, { recursive: true });
      if (pgDump === undefined) continue;
      const env = (database: string) => libpqEnvironment(database, "bench", process.env);
      time({
        name: "pg_dump",
        program: pgDump,
        args: ["--format=custom", "--file", dump],
        env: env(from),
      });
      const other = await freshDatabase(url, "bench_restored");
      const pgRestore = pgDump.replace(/pg_dump$/, "pg_restore");
      const name = new URL(other).pathname.slice(1);
      time({
        name: "pg_restore",
        program: pgRestore,
        args: ["--dbname", name, dump],
        env: env(other),
      });
      rmSync(dump);
    }
    const medians = Object.fromEntries(
      Object.entries(times).map(([name, all]) => [name, Math.round(median(all))]),
    );
    return {
      figures: [
        figure("backup of a million rows", medians["db backup"], medians.pg_dump),
        figure("restore of a million rows", medians["db restore"], medians.pg_restore),
      ],
      results: { rows, server: await version(from), milliseconds: medians },
    };
  },
};

function figure(what: string, ours = 0, rival: number | undefined): Figure {
  if (rival === undefined) return { what, ours: formatDuration(ours) };
  return {
    what,
    ours: formatDuration(ours),
    rival: formatDuration(rival),
    limit: `${mostTimes} times`,
    holds: ours <= rival * mostTimes,
  };
}

async function freshDatabase(server: string, name: string): Promise<string> {
  const quoted = quoteIdentifier(name);
  await run(server, `DROP DATABASE IF EXISTS ${quoted} WITH (FORCE)`);
  await run(server, `CREATE DATABASE ${quoted} TEMPLATE template0`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

async function pgDumpFor(url: string): Promise<string | undefined> {
  const client = await connectOnce(url);
  const query = async <Row>(sql: string) => (await client.query(sql)).rows as Row[];
  const found = await findPgDump({ url, query }).finally(() => client.end());
  return found.code === "found" ? found.program : undefined;
}

async function version(url: string): Promise<string> {
  const client = await connectOnce(url);
  const { rows: found } = await client.query("SHOW server_version").finally(() => client.end());
  return found[0].server_version;
}

async function run(url: string, sql: string): Promise<void> {
  const client = await connectOnce(url);
  await client.query(sql).finally(() => client.end());
}
