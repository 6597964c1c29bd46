import { type Observation, observedDifferences } from "@deepiri/observer";
import { testServerUrl } from "@deepiri/test-database";
import { afterAll, beforeAll, expect, it } from "vitest";
import { observe } from "../../../src/catalog/observer/observe.js";
import { type Ground, withGround } from "../../fixture/apply-plan.js";

const schema = `
  CREATE SCHEMA "My Shop";
  CREATE EXTENSION citext SCHEMA "My Shop";
  CREATE TYPE "My Shop".mood AS ENUM ('good', 'bad');
  CREATE TABLE "My Shop"."Order-Items" (
    "Item Id" serial PRIMARY KEY, "part of" int CONSTRAINT "my key" REFERENCES "My Shop"."Order-Items",
    "Due Date" text DEFAULT 'today', mood "My Shop".mood);
  CREATE INDEX "by date" ON "My Shop"."Order-Items" (lower("Due Date"), mood) WHERE mood = 'bad';
  CREATE VIEW "My Shop".due AS SELECT "Item Id" FROM "My Shop"."Order-Items" WHERE "Due Date" = 'today';
  CREATE FUNCTION "My Shop".note() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
  CREATE TRIGGER noted AFTER INSERT ON "My Shop"."Order-Items" FOR EACH ROW EXECUTE FUNCTION "My Shop".note();
  CREATE STATISTICS "My Shop".together ON "Due Date", mood FROM "My Shop"."Order-Items";
  CREATE PUBLICATION told FOR TABLE "My Shop"."Order-Items";`;
const items = `"My Shop"."Order-Items"`;

let ground: Ground;
let before: Observation;
let done = (): void => {};
let ended: Promise<unknown>;
beforeAll(async () => {
  await new Promise<void>((ready, reject) => {
    ended = withGround(schema, async (open) => {
      ground = open;
      before = await observe(open.session);
      const wait = new Promise<void>((end) => {
        done = end;
      });
      ready();
      await wait;
    });
    ended.catch(reject);
  });
});
afterAll(async () => {
  done();
  await ended;
});

/** What is different after the statements, which are undone. */
async function after(sql: string) {
  const client = await ground.session.client();
  try {
    await client.query(`BEGIN; ${sql}`);
    return observedDifferences(before, await observe(ground.session));
  } finally {
    await client.query("ROLLBACK");
  }
}

const changed = (name: string, ...properties: string[]) => ({ name, how: "changed", properties });

it.each([
  [
    "the statistics target of a column",
    `ALTER TABLE ${items} ALTER mood SET STATISTICS 500`,
    changed(`column ${items}.mood`, "attstattarget"),
  ],
  [
    "how a column is stored",
    `ALTER TABLE ${items} ALTER "Due Date" SET STORAGE EXTERNAL`,
    changed(`column ${items}."Due Date"`, "attstorage"),
  ],
  [
    "a default",
    `ALTER TABLE ${items} ALTER "Due Date" SET DEFAULT 'never'`,
    changed(`default value for ${items}."Due Date"`, "adbin"),
  ],
  [
    "the state of a trigger",
    `ALTER TABLE ${items} ENABLE ALWAYS TRIGGER noted`,
    changed(`trigger noted on ${items}`, "tgenabled"),
  ],
  [
    "a foreign key that is not enforced",
    `ALTER TABLE ${items} DISABLE TRIGGER ALL`,
    changed(`trigger "RI_FKey_check_ins" of "my key" on ${items} on ${items}`, "tgenabled"),
  ],
  [
    "a setting of a table",
    `ALTER TABLE ${items} SET (fillfactor = 70)`,
    changed(`table ${items}`, "reloptions"),
  ],
  [
    "the replica identity",
    `ALTER TABLE ${items} REPLICA IDENTITY FULL`,
    changed(`table ${items}`, "relreplident"),
  ],
  [
    "row security",
    `ALTER TABLE ${items} ENABLE ROW LEVEL SECURITY`,
    changed(`table ${items}`, "relrowsecurity"),
  ],
  [
    "an owner",
    `ALTER TABLE ${items} OWNER TO pg_monitor`,
    changed(`table ${items}`, "relacl", "relowner"),
  ],
  [
    "a right on a column",
    `GRANT SELECT (mood) ON ${items} TO pg_monitor`,
    changed(`column ${items}.mood`, "attacl"),
  ],
  [
    "a right on a view",
    `GRANT SELECT ON "My Shop".due TO pg_monitor`,
    changed(`view "My Shop".due`, "relacl"),
  ],
  [
    "the query of a view",
    `CREATE OR REPLACE VIEW "My Shop".due AS SELECT "Item Id" FROM ${items}`,
    changed(`rule "_RETURN" on "My Shop".due`, "ev_action"),
  ],
  [
    "the text of a function",
    `CREATE OR REPLACE FUNCTION "My Shop".note() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN OLD; END'`,
    changed(`function "My Shop".note()`, "prosrc"),
  ],
  [
    "the condition of an index",
    `DROP INDEX "My Shop"."by date"; CREATE INDEX "by date" ON ${items} (lower("Due Date"), mood) WHERE mood = 'good'`,
    changed(`pg_index of "My Shop"."by date"`, "indpred"),
  ],
  [
    "a sequence's step",
    `ALTER SEQUENCE "My Shop"."Order-Items_Item Id_seq" INCREMENT 2`,
    changed(`pg_sequence of "My Shop"."Order-Items_Item Id_seq"`, "seqincrement"),
  ],
  [
    "the columns that a publication tells",
    `ALTER PUBLICATION told SET TABLE ${items} ("Item Id")`,
    changed(`publication relation ${items} in publication told`, "prattrs"),
  ],
  [
    "the target of extended statistics",
    `ALTER STATISTICS "My Shop".together SET STATISTICS 7`,
    changed(`statistics object "My Shop".together`, "stxstattarget"),
  ],
])("sees %s", async (_, sql, difference) => {
  expect(await after(sql)).toContainEqual(difference);
});

it.each([
  ["a comment", `COMMENT ON TABLE ${items} IS 'mine'`, `comment on table ${items}`],
  [
    "whose a sequence is",
    `CREATE SEQUENCE "My Shop".s; ALTER SEQUENCE "My Shop".s OWNED BY ${items}."part of"`,
    `sequence "My Shop".s belongs to table column ${items}."part of"`,
  ],
  ["a policy", `CREATE POLICY mine ON ${items} USING (mood = 'good')`, `policy mine on ${items}`],
  [
    "a rule",
    `CREATE RULE quiet AS ON DELETE TO ${items} DO INSTEAD NOTHING`,
    `rule quiet on ${items}`,
  ],
  ["a cast", `CREATE CAST ("My Shop".mood AS int) WITH INOUT`, 'cast ("My Shop".mood AS integer)'],
  [
    "an operator",
    `CREATE OPERATOR "My Shop".=== (LEFTARG = int, RIGHTARG = int, FUNCTION = int4eq)`,
    'operator "My Shop".===(integer,integer)',
  ],
  [
    "a text search configuration",
    `CREATE TEXT SEARCH CONFIGURATION "My Shop".plain (COPY = pg_catalog.simple)`,
    'text search configuration "My Shop".plain',
  ],
  ["a collation", `CREATE COLLATION "My Shop".mine FROM "C"`, 'collation "My Shop".mine'],
  [
    "a value of an enum type",
    `ALTER TYPE "My Shop".mood ADD VALUE 'so so' BEFORE 'bad'`,
    'value so so of "My Shop".mood',
  ],
  [
    "rights by default",
    `ALTER DEFAULT PRIVILEGES IN SCHEMA "My Shop" GRANT SELECT ON TABLES TO pg_monitor`,
    `default acl for role ${new URL(testServerUrl()).username} in schema "My Shop" on tables`,
  ],
])("sees %s that is new", async (_, sql, name) => {
  expect(await after(sql)).toContainEqual({ name, how: "unexpected", properties: [] });
});

it("sees no difference in what has other numbers, nor in rows, statistics or our own schema", async () => {
  const client = await ground.session.client();
  await client.query(`BEGIN;
    INSERT INTO ${items} SELECT FROM pg_catalog.generate_series(1, 100); ANALYZE ${items};
    REVOKE ALL ON ${items} FROM PUBLIC;
    ALTER TABLE ${items} ADD COLUMN again text DEFAULT 'today', ADD COLUMN gone int;
    DROP VIEW "My Shop".due; DROP STATISTICS "My Shop".together;
    ALTER TABLE ${items} DROP COLUMN "Due Date", DROP COLUMN gone;
    ALTER TABLE ${items} RENAME again TO "Due Date";
    CREATE INDEX "by date" ON ${items} (lower("Due Date"), mood) WHERE mood = 'bad';
    CREATE VIEW "My Shop".due AS SELECT "Item Id" FROM ${items} WHERE "Due Date" = 'today';
    CREATE STATISTICS "My Shop".together ON "Due Date", mood FROM ${items};
    ALTER TABLE ${items} DROP CONSTRAINT "my key", ADD CONSTRAINT "my key" FOREIGN KEY ("part of") REFERENCES ${items};
    CREATE SCHEMA _reorganize; CREATE TABLE _reorganize.journal (id serial PRIMARY KEY);
    CREATE FUNCTION _reorganize.f() RETURNS int LANGUAGE sql AS 'SELECT 1';
    COMMENT ON TABLE _reorganize.journal IS 'ours'; COMMENT ON COLUMN _reorganize.journal.id IS 'ours'`);
  try {
    expect(observedDifferences(before, await observe(ground.session))).toEqual([]);
  } finally {
    await client.query("ROLLBACK");
  }
});
