import { useTestDatabase } from "@deepiri/test-database";
import { expect, test } from "vitest";
import { drain } from "../src/index.js";
import { makeManaged, withSession } from "./as-migrator.js";

const db = useTestDatabase("partitions");

const fingerprint = async (table: string) =>
  (
    await db.owner.query(
      `SELECT count(*)::int AS rows, COALESCE(sum(hashtextextended(ROW(id, at, title)::text, 0)), 0)::text AS hash FROM ${table}`,
    )
  ).rows[0];

/** What writers do to a table, and to a plain one that shows how it should be. */
function write(random: () => number): string {
  const id = Math.floor(random() * 3000);
  const at = `'2020-01-01+00'::timestamptz + ${Math.floor(random() * 200)} * interval '1 day'`;
  const kind = random();
  if (kind < 0.3) return `DELETE FROM TABLE_NAME WHERE id = ${id}`;
  if (kind < 0.5) return `UPDATE TABLE_NAME SET title = 'w${id}' WHERE id = ${id}`;
  if (kind < 0.7) return `UPDATE TABLE_NAME SET at = ${at} WHERE id = ${id}`;
  return `INSERT INTO TABLE_NAME SELECT ${id}, ${at}, 'new' WHERE NOT EXISTS (SELECT FROM TABLE_NAME WHERE id = ${id})`;
}

test("while writers go on, a default partition is drained, and no row is lost, doubled or stale", async () => {
  const table = await makeManaged(db, "online");
  await db.owner.query(`INSERT INTO ${table} SELECT n, '2020-01-01+00'::timestamptz + n * interval '1 hour', repeat('x', 200) FROM generate_series(1, 3000) AS n;
    CREATE TABLE shop.twin AS SELECT * FROM ${table}`);
  let isOver = false;
  let written = 0;
  const writer = async () => {
    const client = await db.owner.connect();
    await client.query("SET deadlock_timeout = '50ms'");
    while (!isOver) {
      const sql = write(Math.random);
      const both = [table, "shop.twin"].map((name) => sql.replaceAll("TABLE_NAME", name));
      // Both in one order, so that the twin sees what the table saw.
      const id = /id = (\d+)|SELECT (\d+)/.exec(sql)?.slice(1).find(Boolean);
      await client
        .query(`BEGIN; SELECT pg_advisory_xact_lock(${id}); ${both.join(";")}; COMMIT`)
        .then(() => (written += 1))
        .catch(async () => await client.query("ROLLBACK"));
    }
    client.release();
  };
  const writers = [writer(), writer(), writer()];
  try {
    const drained = await withSession(db, async (session) => {
      const first = await drain(session, { blocks: 5 });
      await db.owner.query(`INSERT INTO ${table} VALUES (-1, '2019-01-01', 'late')`);
      await db.owner.query(`INSERT INTO shop.twin VALUES (-1, '2019-01-01', 'late')`);
      return [first, await drain(session, { blocks: 5 })];
    });
    expect(drained[0]).toBeGreaterThan(1500);
    expect(drained[1]).toBeGreaterThanOrEqual(1);
  } finally {
    isOver = true;
    await Promise.all(writers);
  }
  expect(written).toBeGreaterThan(20);
  expect(await fingerprint(table)).toEqual(await fingerprint("shop.twin"));
});

test("a drain that was cut off is finished by the next", async () => {
  const table = await makeManaged(db, "cut_off");
  await db.owner.query(
    `INSERT INTO ${table} SELECT n, '2020-01-01+00'::timestamptz + n * interval '1 hour' FROM generate_series(1, 1000) AS n`,
  );
  await db.owner.query(
    `SELECT partitions.drain_batch('${table}', 0, partitions.drain_begin('${table}') / 2)`,
  );
  await db.owner.query(
    `DELETE FROM ${table} WHERE id <= 10; UPDATE ${table} SET title = 'late' WHERE id = 20`,
  );
  const before = await fingerprint(table);
  await withSession(db, async (session) => await drain(session));
  expect(await fingerprint(table)).toEqual(before);
  const { rows } = await db.owner.query(`SELECT FROM ONLY shop.cut_off_default`);
  expect(rows).toEqual([]);
});
