import { useTestDatabase } from "@deepiri/test-database";
import { describe, expect, test } from "vitest";
import { asMigrator, makeManaged } from "./as-migrator.js";

const db = useTestDatabase("partitions");

/** Rows by the partition that holds them. */
const homes = async (table: string) =>
  Object.fromEntries(
    (
      await db.owner.query<{ home: string; rows: number }>(
        `SELECT tableoid::regclass::text AS home, count(*)::int AS rows FROM ${table} GROUP BY 1`,
      )
    ).rows.map(({ home, rows }) => [home.replace("shop.", ""), rows]),
  );

describe("draining", () => {
  test("gives rows that came early partitions of their own, and leaves what has no time", async () => {
    const table = await makeManaged(db, "early");
    await db.owner.query(
      `INSERT INTO ${table} VALUES (1, '2020-01-31 23:59:59.999999+00'), (2, '2020-02-01 00:00+00'), (3, 'infinity'), (4, now())`,
    );
    const { rows } = await db.owner.query(`SELECT partitions.drain($1)::int AS drained`, [table]);
    expect(rows).toEqual([{ drained: 2 }]);
    expect(await homes(table)).toMatchObject({
      early_2020_01: 1,
      early_2020_02: 1,
      early_default: 1,
    });
    const ledger = await db.owner.query(
      `SELECT partition_name, drained_rows::int FROM partitions.ledger WHERE parent_table = 'early' AND drained_rows > 0 ORDER BY 1`,
    );
    expect(ledger.rows).toEqual([
      { partition_name: "early_2020_01", drained_rows: 1 },
      { partition_name: "early_2020_02", drained_rows: 1 },
    ]);
  });

  test("of an empty default partition does nothing", async () => {
    const table = await makeManaged(db, "empty");
    const { rows } = await db.owner.query(`SELECT partitions.drain($1)::int AS drained`, [table]);
    expect(rows).toEqual([{ drained: 0 }]);
  });

  test("moves rows that forced row security hides from their owner, and it holds after that", async () => {
    const table = await makeManaged(db, "hidden");
    await asMigrator(db, async (client) => {
      await client.query(`ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
        CREATE POLICY own ON ${table} USING (title = current_setting('shop.who', true));
        SELECT partitions.make_ahead('${table}');
        SET shop.who = 'ann'; INSERT INTO ${table} VALUES (1, '2020-05-05', 'ann');
        SET shop.who = 'bob'; INSERT INTO ${table} VALUES (2, '2020-05-06', 'bob'); SET shop.who = ''`);
      expect(
        (await client.query(`SELECT partitions.drain($1)::int AS drained`, [table])).rows,
      ).toEqual([{ drained: 2 }]);
    });
    expect(await homes(table)).toEqual({ hidden_2020_05: 2 });
    const { rows } = await db.owner.query(
      `SELECT partition::text FROM partitions.children($1) JOIN pg_class ON oid = partition WHERE NOT relforcerowsecurity`,
      [table],
    );
    expect(rows).toEqual([]);
  });

  test("fires no trigger of the table, and no key cascades", async () => {
    const table = await makeManaged(db, "immutable");
    await asMigrator(db, async (client) => {
      await client.query(`INSERT INTO ${table} VALUES (1, '2020-05-05');
        CREATE FUNCTION shop.refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE ''immutable''; END';
        CREATE TRIGGER refuse BEFORE INSERT OR UPDATE OR DELETE ON ${table} FOR EACH ROW EXECUTE FUNCTION shop.refuse()`);
      await client.query(`SELECT partitions.drain($1)`, [table]);
    });
    expect(await homes(table)).toEqual({ immutable_2020_05: 1 });
    await expect(db.owner.query(`DELETE FROM ${table}`)).rejects.toThrow("immutable");
  });

  test("fits rows between partitions that are there already", async () => {
    const table = await makeManaged(db, "gaps");
    await asMigrator(db, async (client) => {
      await client.query(
        `CREATE TABLE shop.middle PARTITION OF ${table} FOR VALUES FROM ('2020-05-10+00') TO ('2020-05-20+00')`,
      );
      await client.query(
        `INSERT INTO ${table} SELECT n, '2020-05-01 12:00+00'::timestamptz + n * interval '1 day' FROM generate_series(0, 30) AS n`,
      );
      await client.query(`SELECT partitions.drain($1)`, [table]);
    });
    expect(await homes(table)).toEqual({
      middle: 10,
      gaps_2020_05_01_0000: 9,
      gaps_2020_05_20_0000: 12,
    });
  });

  test("refuses more than one transaction should hold others up for", async () => {
    const table = await makeManaged(db, "much");
    await db.owner.query(`INSERT INTO ${table} VALUES (1, '2020-05-05')`);
    await expect(db.owner.query(`SELECT partitions.drain($1, 100)`, [table])).rejects.toThrow(
      "too much",
    );
  });

  test("cannot end before what was copied was compared, and not compare before all is copied", async () => {
    const table = await makeManaged(db, "steps");
    await db.owner.query(`INSERT INTO ${table} VALUES (1, '2020-05-05')`);
    await db.owner.query(`SELECT partitions.drain_begin($1)`, [table]);
    await expect(db.owner.query(`SELECT partitions.drain_end($1)`, [table])).rejects.toThrow(
      "not compared",
    );
    await expect(db.owner.query(`SELECT partitions.drain_compare($1)`, [table])).rejects.toThrow(
      "1 rows",
    );
    await db.owner.query(`SELECT partitions.drain_abandon($1)`, [table]);
    expect(await homes(table)).toEqual({ steps_default: 1 });
    await db.owner.query(`SELECT partitions.drain($1)`, [table]);
    expect(await homes(table)).toEqual({ steps_2020_05: 1 });
  });
});
