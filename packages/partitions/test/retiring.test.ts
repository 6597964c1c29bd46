import { useTestDatabase } from "@deepiri/test-database";
import { expect, test } from "vitest";
import { asMigrator, makeManaged } from "./as-migrator.js";

const db = useTestDatabase("partitions");

const value = async (sql: string, values: unknown[] = []) => {
  const { rows } = await db.owner.query<{ value: unknown }>(`SELECT ${sql} AS value`, values);
  return rows[0]?.value;
};

/** A table that keeps a year, with a row in each of three months of 2020. */
async function withOldRows(name: string, keep: string | undefined = "1 year"): Promise<string> {
  const table = await makeManaged(db, name, { ...(keep && { keep }) });
  await asMigrator(db, async (client) => {
    await client.query(`SELECT partitions.make_for('${table}', '2020-01-01', '2020-03-01');
      INSERT INTO ${table} VALUES (1, '2020-01-05'), (2, '2020-02-05'), (3, '2020-03-05')`);
  });
  return table;
}

test("a partition is detached once its rows were kept as long as declared, and no instant before", async () => {
  const table = await withOldRows("kept");
  const retire = async (at: string) => await value(`partitions.retire($1, $2)`, [table, at]);
  expect(await retire("2021-01-31 23:59:59.999999+00")).toBeNull();
  expect(await retire("2021-02-01 00:00:00+00")).toBe("shop_kept_2020_01");
  expect(await retire("2021-02-01 00:00:00+00")).toBeNull();
  expect(await value(`(SELECT array_agg(id ORDER BY id) FROM ${table})`)).toEqual([2, 3]);
  expect(await value(`(SELECT count(*)::int FROM _retired.shop_kept_2020_01)`)).toBe(1);
});

test("a table for which nothing was declared keeps its rows for ever", async () => {
  const table = await withOldRows("for_ever", "");
  expect(await value(`partitions.retire($1, '9999-01-01')`, [table])).toBeNull();
});

test("nobody but its owner reaches a retired partition", async () => {
  const table = await withOldRows("closed");
  const retired = await value(`partitions.retire($1)`, [table]);
  await expect(db.query(`SELECT FROM _retired.${retired}`)).rejects.toThrow(/permission denied/);
  expect(
    await asMigrator(
      db,
      async (client) => (await client.query(`SELECT FROM _retired.${retired}`)).rowCount,
    ),
  ).toBe(1);
});

test("a retired partition is dropped only when that was declared, and its rows are in a checked archive", async () => {
  const table = await withOldRows("dropped");
  const retired = await value(`partitions.retire($1)`, [table]);
  const drop = async () =>
    await value(`partitions.drop_retired($1, now() + interval '1 year')`, [table]);
  expect(await drop()).toBeNull();
  await value(`partitions.drop_after($1, '30 days')`, [table]);
  expect(await drop()).toBeNull();
  await expect(value(`partitions.archived($1, 'backup/1', 2)`, [retired])).rejects.toThrow(
    "has 1 rows",
  );
  await value(`partitions.archived($1, 'backup/1', 1)`, [retired]);
  expect(await value(`partitions.drop_retired($1)`, [table])).toBeNull();
  expect(await drop()).toBe(retired);
  const { rows } = await db.owner.query(
    `SELECT partition_name, rows::int, archive, detached_at < archived_at AND archived_at < dropped_at AS in_order
     FROM partitions.ledger WHERE retired_as = $1`,
    [retired],
  );
  expect(rows).toEqual([
    { partition_name: "dropped_2020_01", rows: 1, archive: "backup/1", in_order: true },
  ]);
});

test("a retired partition that was changed after it was archived is not dropped", async () => {
  const table = await withOldRows("changed");
  const retired = await value(`partitions.retire($1)`, [table]);
  await value(`partitions.drop_after($1, '0')`, [table]);
  await value(`partitions.archived($1, 'backup/1', 1)`, [retired]);
  await db.owner.query(`INSERT INTO _retired.${retired} VALUES (9, '2020-01-09')`);
  await expect(value(`partitions.drop_retired($1)`, [table])).rejects.toThrow("has 2 rows");
});

test("a retired partition can be brought back", async () => {
  const table = await withOldRows("back");
  const retired = await value(`partitions.retire($1)`, [table]);
  await value(`partitions.bring_back($1)`, [retired]);
  expect(await value(`(SELECT array_agg(id ORDER BY id) FROM ${table})`)).toEqual([1, 2, 3]);
  expect(await value(`partitions.retire($1)`, [table])).toBe(retired);
});

test("rows of a retired period that come again are retired again", async () => {
  const table = await withOldRows("again");
  const retired = await value(`partitions.retire($1)`, [table]);
  await value(`partitions.make_for($1, '2020-01-01', '2020-01-01')`, [table]);
  await db.owner.query(`INSERT INTO ${table} VALUES (4, '2020-01-09')`);
  expect(await value(`partitions.retire($1)`, [table])).toMatch(`${retired}_`);
  const { rows } = await db.owner.query(
    `SELECT retired_as FROM partitions.ledger WHERE partition_name = 'again_2020_01' ORDER BY id`,
  );
  expect(rows).toHaveLength(2);
});

test("a retired partition no longer keeps what its rows refer to", async () => {
  const table = await withOldRows("referring");
  await asMigrator(db, async (client) => {
    await client.query(`CREATE TABLE shop.titles (title text PRIMARY KEY); INSERT INTO shop.titles VALUES ('a');
      UPDATE ${table} SET title = 'a' WHERE id = 1;
      ALTER TABLE ${table} ADD CONSTRAINT title_fkey FOREIGN KEY (title) REFERENCES shop.titles`);
  });
  await value(`partitions.retire($1)`, [table]);
  await db.owner.query(`DELETE FROM shop.titles`);
});

test("status tells what is missing, early, due and retired", async () => {
  const table = await withOldRows("watched");
  const status = async (at = "now()") =>
    (
      await db.owner.query(
        `SELECT missing, default_rows::int, draining, detaching, due, retired FROM partitions.status(${at}) WHERE table_name = 'watched'`,
      )
    ).rows[0];
  const fine = { missing: 0, default_rows: 0, draining: false, detaching: 0, due: 3, retired: 0 };
  expect(await status()).toEqual(fine);
  expect(await status("now() + interval '2 months'")).toEqual({ ...fine, missing: 2 });
  await value(`partitions.retire($1)`, [table]);
  await db.owner.query(`INSERT INTO ${table} VALUES (1, '1999-01-01'), (2, '1999-01-01')`);
  expect(await status()).toEqual({ ...fine, default_rows: 2, due: 2, retired: 1 });
  await db.owner.query(`SELECT partitions.drain_begin('${table}')`);
  expect(await status()).toMatchObject({ draining: true });
});

test("rows of the default partition are told also to who may not see them", async () => {
  const table = await makeManaged(db, "unseen");
  await asMigrator(db, async (client) => {
    await client.query(`INSERT INTO ${table} VALUES (1, '1999-01-01')`);
    await client.query(`ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
      SELECT partitions.make_ahead('${table}')`);
    expect((await client.query(`SELECT FROM shop.unseen_default`)).rowCount).toBe(0);
    const { rows } = await client.query(
      `SELECT default_rows::int FROM partitions.status() WHERE table_name = 'unseen'`,
    );
    expect(rows).toEqual([{ default_rows: 1 }]);
  });
});
