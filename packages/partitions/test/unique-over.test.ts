import { refusalOf, useTestDatabase } from "@deepiri/test-database";
import { beforeEach, expect, test } from "vitest";
import { asMigrator, makeManaged } from "./as-migrator.js";

const db = useTestDatabase("partitions", { per: "test" });

beforeEach(async () => {
  const table = await makeManaged(db, "events");
  await asMigrator(db, async (client) => {
    await client.query(`INSERT INTO ${table} VALUES (1, now());
      SELECT partitions.unique_over('${table}', '{id}');
      GRANT USAGE ON SCHEMA shop TO ${db.database}_partitions;
      GRANT SELECT, INSERT, UPDATE, DELETE ON ${table} TO ${db.database}_partitions`);
  });
});

const taken = { code: "23505", constraint: "events_id_keys_pkey" };
const insert = (id: number, at: string) =>
  db.query(`INSERT INTO shop.events VALUES ($1, $2)`, [id, at]);

test("an id is taken once, whatever the time it is given", async () => {
  await insert(2, "2020-01-01");
  expect(await refusalOf(insert(2, "2031-01-01"))).toEqual(taken);
});

test("an id that was there before is taken too", async () => {
  expect(await refusalOf(insert(1, "2031-01-01"))).toEqual(taken);
});

test("an id is free again when its row is deleted, got another, or the table was emptied", async () => {
  await db.query(`DELETE FROM shop.events`);
  await insert(1, "2020-01-01");
  await db.query(`UPDATE shop.events SET id = 2`);
  await insert(1, "2020-01-02");
  expect(await refusalOf(db.query(`UPDATE shop.events SET id = 2 WHERE id = 1`))).toEqual(taken);
  await db.owner.query(`TRUNCATE shop.events`);
  await insert(1, "2020-01-01");
});

test("an id is still taken after its row moved to another partition, or was drained", async () => {
  await db.query(`UPDATE shop.events SET at = '2020-01-01'`);
  expect(await refusalOf(insert(1, "2031-01-01"))).toEqual(taken);
  await db.owner.query(`SELECT partitions.drain('shop.events')`);
  expect(await refusalOf(insert(1, "2031-01-01"))).toEqual(taken);
  await db.query(`DELETE FROM shop.events`);
  await insert(1, "2031-01-01");
});

test("of two that take an id at the same moment one is refused", async () => {
  const outcomes = await Promise.allSettled([insert(7, "2020-01-01"), insert(7, "2020-02-01")]);
  expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
});
