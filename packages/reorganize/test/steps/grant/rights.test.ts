import { expect, it } from "vitest";
import { observe } from "../../../src/catalog/observer/observe.js";
import { readRights, rightsSql } from "../../../src/steps/grant/rights.js";
import { withGround } from "../../fixture/apply-plan.js";

const things = `
  CREATE SCHEMA "Shop";
  CREATE TABLE "Shop"."Order Items" (id serial PRIMARY KEY, "No" int, note text);
  CREATE VIEW "Shop".notes AS SELECT note FROM "Shop"."Order Items";
  CREATE TYPE "Shop"."Mood" AS ENUM ('fine');
  CREATE FUNCTION "Shop".twice(int) RETURNS int LANGUAGE sql AS 'SELECT $1 * 2';
  GRANT SELECT ("No"), UPDATE (note) ON "Shop"."Order Items" TO pg_monitor;
  GRANT INSERT ON "Shop"."Order Items" TO pg_monitor WITH GRANT OPTION;
  GRANT USAGE ON SCHEMA "Shop" TO PUBLIC;
  REVOKE ALL ON TYPE "Shop"."Mood" FROM PUBLIC`;

it.each([
  ["a right is granted on a table", 'GRANT SELECT ON "Shop"."Order Items" TO pg_monitor'],
  [
    "one is revoked, and those on columns with it",
    'REVOKE ALL ON "Shop"."Order Items" FROM pg_monitor',
  ],
  ["one on a column comes", 'GRANT SELECT (id) ON "Shop"."Order Items" TO pg_read_all_data'],
  [
    "it may be passed on no more",
    'REVOKE GRANT OPTION FOR INSERT ON "Shop"."Order Items" FROM pg_monitor',
  ],
  ["PUBLIC loses a schema", 'REVOKE USAGE ON SCHEMA "Shop" FROM PUBLIC'],
  ["PUBLIC loses a function", 'REVOKE ALL ON FUNCTION "Shop".twice(int) FROM PUBLIC'],
  ["PUBLIC gets a type", 'GRANT USAGE ON TYPE "Shop"."Mood" TO PUBLIC'],
  [
    "a view and a sequence are shown",
    'GRANT ALL ON "Shop".notes, "Shop"."Order Items_id_seq" TO pg_monitor',
  ],
  ["the owner loses a right", 'REVOKE DELETE ON "Shop"."Order Items" FROM CURRENT_USER'],
])("restores the rights as they were, once %s", async (_, change) => {
  await withGround(things, async ({ session, client }) => {
    const [rights, observed] = [await readRights(session), await observe(session)];
    await client.query(change);
    expect(await observe(session)).not.toEqual(observed);
    for (const sql of rightsSql(await readRights(session), rights)) await client.query(sql);
    expect(await observe(session)).toEqual(observed);
    expect(rightsSql(await readRights(session), rights)).toEqual([]);
  });
});
