import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Server, startServer } from "@deepiri/postgres";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Check } from "../src/check/check.js";
import type { Limits } from "../src/check/limits.js";
import { connections } from "../src/checks/connections.js";
import { databaseState } from "../src/checks/database-state.js";
import { checks } from "../src/checks/index.js";
import { preparedTransactions } from "../src/checks/prepared-transactions.js";
import { replicationSlots } from "../src/checks/replication-slots.js";
import { settings } from "../src/checks/settings.js";
import { subscriptions } from "../src/checks/subscriptions.js";
import { differences } from "../src/differences/differences.js";
import { examineOne, runAll } from "./fixture/examined-database.js";

// What is a whole server's would be seen by all other tests on the run's.
const folder = mkdtempSync(join(tmpdir(), "doctor-server-"));
const directory = join(folder, "primary");
let server: Server;

const start = (name: string): Promise<Server> =>
  startServer({ directory: join(folder, name), kind: "kept" });

beforeAll(async () => {
  server = await startServer({ directory, kind: "kept" });
  await run(
    "ALTER SYSTEM SET max_prepared_transactions = 2",
    "ALTER SYSTEM SET archive_mode = on",
    "ALTER SYSTEM SET archive_command = 'true'",
  );
  await server.stop();
  server = await startServer({ directory, kind: "kept" });
}, 60_000);
afterAll(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const run = (...statements: readonly string[]) => runAll(server.url, statements);

async function told(check: Check, limits?: Partial<Limits>) {
  const { findings, notExamined } = await examineOne(server.url, check, limits);
  expect(notExamined).toEqual([]);
  return findings.map(({ code, severity, subject, remedy }) => ({
    told: `${code} ${severity} ${subject.name}`,
    sql: remedy.sql ?? [],
  }));
}

interface Case {
  readonly title: string;
  readonly check: Check;
  readonly limits?: Partial<Limits>;
  readonly fault: readonly string[];
  readonly told: string;
}

const cases: readonly Case[] = [
  {
    title: "a prepared transaction that nobody came back for",
    check: preparedTransactions,
    limits: { preparedTransactionSeconds: 0 },
    fault: [
      "CREATE TABLE public.t (id int)",
      "BEGIN",
      "INSERT INTO public.t VALUES (1)",
      "PREPARE TRANSACTION 'it''s mine'",
    ],
    told: "prepared-transaction warning it's mine",
  },
  {
    title: "a replication slot that nobody reads from",
    check: replicationSlots,
    fault: ["SELECT pg_create_physical_replication_slot('left_behind', true)"],
    told: "replication-slot-inactive warning left_behind",
  },
  {
    title: "one that holds back more than the disk can bear",
    check: replicationSlots,
    limits: { slotBytes: { warning: 0, error: 0 } },
    fault: ["SELECT pg_create_physical_replication_slot('left_behind', true)"],
    told: "replication-slot-inactive error left_behind",
  },
  {
    title: "settings that stop autovacuum",
    check: settings,
    fault: ["ALTER SYSTEM SET autovacuum = off", "SELECT pg_reload_conf(), pg_sleep(0.2)"],
    told: "autovacuum-off-everywhere error autovacuum",
  },
  {
    title: "settings that make a crash lose rows",
    check: settings,
    fault: ["ALTER SYSTEM SET full_page_writes = off", "SELECT pg_reload_conf(), pg_sleep(0.2)"],
    told: "durability-off error full_page_writes",
  },
];

test.each(cases)("$title is told, and gone with its remedy", async (one) => {
  expect(await told(one.check, one.limits)).toEqual([]);
  await run(...one.fault);
  const found = await told(one.check, one.limits);
  expect(found.map((finding) => finding.told)).toEqual([one.told]);
  await run(...found.flatMap(({ sql }) => sql));
  await expect.poll(() => told(one.check, one.limits)).toEqual([]);
});

test("a subscription that was disabled is told, and when its worker is not there", async () => {
  await run(
    `CREATE SUBSCRIPTION "From There" CONNECTION 'host=127.0.0.1 port=1' PUBLICATION p WITH (connect = false, slot_name = NONE, enabled = false)`,
  );
  expect((await told(subscriptions)).map((one) => one.told)).toEqual([
    "subscription-disabled warning From There",
  ]);
  await run(`ALTER SUBSCRIPTION "From There" SET (slot_name = 's')`);
  await run(...(await told(subscriptions)).flatMap(({ sql }) => sql));
  await expect
    .poll(async () => (await told(subscriptions)).map((one) => one.told))
    .toEqual(["subscription-not-running error From There"]);
  await run(
    'ALTER SUBSCRIPTION "From There" DISABLE',
    'ALTER SUBSCRIPTION "From There" SET (slot_name = NONE)',
    'DROP SUBSCRIPTION "From There"',
  );
});

test("log that cannot be archived is told", async () => {
  expect(await told(databaseState)).toEqual([]);
  await run(
    "ALTER SYSTEM SET archive_command = 'false'",
    "SELECT pg_reload_conf()",
    "SELECT pg_switch_wal()",
  );
  await expect
    .poll(async () => (await told(databaseState)).map((one) => one.told), { timeout: 20_000 })
    .toEqual(["archiving-fails error archive_command"]);
  await run("ALTER SYSTEM SET archive_command = 'true'", "SELECT pg_reload_conf()");
});

test("texts that are sorted in another way than when their indexes were built are told", async () => {
  await run("UPDATE pg_database SET datcollversion = 'of old' WHERE datname = current_database()");
  const found = await told(databaseState);
  expect(found.map((one) => one.told)).toEqual(["collation-changed warning postgres"]);
  await run(...found.flatMap(({ sql }) => sql));
  expect(await told(databaseState)).toEqual([]);
});

test("connections that are nearly used up are told", async () => {
  expect(await told(connections)).toEqual([]);
  const limits = { connectionsPercent: { warning: 0, error: 95 } };
  expect((await told(connections, limits)).map((one) => one.told)).toEqual([
    "connections-nearly-used-up warning max_connections",
  ]);
});

test("a standby is examined as far as it knows, and the rest is told", {
  timeout: 60_000,
}, async () => {
  const label = await copyTo("standby");
  writeFileSync(join(folder, "standby", "data", "backup_label"), label);
  writeFileSync(join(folder, "standby", "data", "standby.signal"), "");
  const standby = await start("standby");
  try {
    const gaps: string[] = [];
    for (const check of checks.filter((one) => one !== differences)) {
      const { notExamined } = await examineOne(standby.url, check);
      gaps.push(...notExamined.map((gap) => `${gap.check}: ${gap.reason}`));
    }
    expect(gaps).toEqual([
      "unused indexes: standby",
      "dead rows: standby",
      "subscriptions: standby",
    ]);
  } finally {
    await standby.stop();
  }
});

/** Copies the server's files to another folder, as a base backup does; returns what belongs in its backup_label. */
async function copyTo(name: string): Promise<string> {
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  try {
    await client.query("SELECT pg_backup_start('copy', true)");
    cpSync(directory, join(folder, name), {
      recursive: true,
      filter: (path) => !/postmaster\.(pid|opts)$|server\.json$|start\.lock$/.test(path),
    });
    const { rows } = await client.query("SELECT labelfile FROM pg_backup_stop(false)");
    cpSync(join(directory, "data", "pg_wal"), join(folder, name, "data", "pg_wal"), {
      recursive: true,
      force: true,
    });
    return rows[0].labelfile;
  } finally {
    await client.end();
  }
}
