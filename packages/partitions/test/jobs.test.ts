import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { backUp, checkBackup } from "@deepiri/backup";
import { rawClient } from "@deepiri/database";
import { useTestDatabase } from "@deepiri/test-database";
import { expect, test } from "vitest";
import { archiveRetired, dropRetired, makeAhead, retire, status } from "../src/index.js";
import { jobs } from "../src/jobs.js";
import { metrics } from "../src/monitor.js";
import { asMigrator, makeManaged, withSession } from "./as-migrator.js";

const db = useTestDatabase("partitions", { per: "test" });

/** As if the last run was so many months ago. */
async function forget(table: string, months: number): Promise<void> {
  const { rows } = await db.owner.query(
    `SELECT partition::text FROM partitions.children($1) WHERE NOT is_default ORDER BY lower_bound DESC LIMIT $2`,
    [table, months],
  );
  for (const { partition } of rows) await db.owner.query(`DROP TABLE ${partition}`);
}

test("partitions are made ahead for every table, though one of them cannot have its own", async () => {
  const [good, broken] = [await makeManaged(db, "good"), await makeManaged(db, "a_broken")];
  await forget(good, 2);
  await forget(broken, 2);
  await db.owner.query(`CREATE TABLE IF NOT EXISTS shop.kept AS SELECT;
    UPDATE partitions.parents SET table_name = 'gone' WHERE table_name = 'a_broken'`);
  await withSession(db, async (session) => {
    await expect(makeAhead(session)).rejects.toThrow('"shop.gone" does not exist');
    const stands = await status(rawClient(session.connection));
    expect(stands).toMatchObject([{ table: "good", missing: 0 }]);
  });
});

test("a partition is attached between two that hold the table's locks for long", async () => {
  const table = await makeManaged(db, "locked", { keep: "1 year" });
  await db.owner.query(`SELECT partitions.make_for('${table}', '2020-01-01', '2020-01-01')`);
  const reader = await db.owner.connect();
  await reader.query(`BEGIN; SELECT FROM ${table}`);
  setTimeout(async () => {
    await reader.query("COMMIT");
    reader.release();
  }, 300);
  const retired = await withSession(db, async (session) => await retire(session));
  expect(retired).toEqual(["shop_locked_2020_01"]);
});

test("who holds the locks for longer is told, and nothing is half done", async () => {
  const table = await makeManaged(db, "held", { keep: "1 year" });
  await db.owner.query(`SELECT partitions.make_for('${table}', '2020-01-01', '2020-01-01')`);
  const reader = await db.owner.connect();
  try {
    await reader.query(`BEGIN; SELECT FROM ${table}`);
    const retiring = asMigrator(db, (connection) =>
      retire({ connection, url: db.url, lockWaitMs: 200 }),
    );
    await expect(retiring).rejects.toThrow('"shop"."held" were not changed');
    expect((await db.owner.query(`SELECT FROM partitions.children('${table}')`)).rowCount).toBe(6);
  } finally {
    await reader.query("COMMIT");
    reader.release();
  }
});

test("retired partitions are archived, checked, and then dropped where that was declared", async () => {
  const table = await makeManaged(db, "old", { keep: "1 year" });
  await asMigrator(db, async (client) => {
    await client.query(`SELECT partitions.make_for('${table}', '2020-01-01', '2020-02-01');
      INSERT INTO ${table} VALUES (1, '2020-01-05', 'ä'), (2, '2020-02-05', NULL);
      SELECT partitions.drop_after('${table}', '0')`);
  });
  const folder = join(await mkdtemp(join(tmpdir(), "archive-")), "2020");
  await withSession(db, async (session) => {
    const both = ["shop_old_2020_01", "shop_old_2020_02"];
    expect(await retire(session)).toEqual(both);
    expect(await dropRetired(session)).toEqual([]);
    expect(await archiveRetired(session, folder, { backUp, checkBackup })).toEqual(both);
    expect(await archiveRetired(session, folder, { backUp, checkBackup })).toEqual([]);
    expect(await dropRetired(session)).toEqual(both);
  });
  expect((await db.owner.query(`SELECT FROM ${table}`)).rowCount).toBe(0);
});

test("an archive that does not hold what a partition does is not recorded", async () => {
  const table = await makeManaged(db, "damaged", { keep: "1 year" });
  await asMigrator(db, async (client) => {
    await client.query(`SELECT partitions.make_for('${table}', '2020-01-01', '2020-01-01');
      INSERT INTO ${table} VALUES (1, '2020-01-05')`);
  });
  await withSession(db, async (session) => {
    const [retired] = await retire(session);
    const folder = join(await mkdtemp(join(tmpdir(), "archive-")), "2020");
    const late: typeof backUp = async (options) => {
      const manifest = await backUp(options);
      await session.connection.query(`INSERT INTO _retired.${retired} VALUES (2, '2020-01-06')`);
      return manifest;
    };
    await expect(archiveRetired(session, folder, { backUp: late, checkBackup })).rejects.toThrow(
      "other rows",
    );
    const { rows } = await session.connection.query(
      `SELECT archived_at FROM partitions.ledger WHERE retired_as IS NOT NULL`,
    );
    expect(rows).toEqual([{ archived_at: null }]);
  });
});

test("the jobs make first, and do what is due", async () => {
  const table = await makeManaged(db, "nightly", { keep: "1 year" });
  await forget(table, 1);
  await asMigrator(db, async (client) => {
    await client.query(`SELECT partitions.make_for('${table}', '2020-01-01', '2020-01-01');
      INSERT INTO ${table} VALUES (1, '2021-01-05')`);
  });
  const context = { database: db.database, url: db.url, signal: new AbortController().signal };
  const summaries = await asMigrator(db, async (connection) => {
    const done: string[] = [];
    for (const job of jobs) done.push((await job.run(connection, context)).summary);
    return done;
  });
  expect(summaries).toEqual([
    "1 partitions made",
    "1 rows drained",
    "2 partitions detached, 0 dropped",
  ]);
});

test("the metrics show a missed run and rows without a partition", async () => {
  const table = await makeManaged(db, "watched");
  await forget(table, 2);
  await db.owner.query(`INSERT INTO ${table} VALUES (1, '1999-01-01')`);
  const read = await asMigrator(db, async (connection) => {
    const samples: Record<string, number | undefined> = {};
    for (const { name, read: readMetric } of metrics)
      samples[name] = (await readMetric(rawClient(connection)))[0]?.value;
    return samples;
  });
  expect(read).toMatchObject({
    partitions_missing: 2,
    partitions_default_rows: 1,
    partitions_due: 0,
  });
  expect(read.partitions_largest_bytes).toBeGreaterThan(0);
});
