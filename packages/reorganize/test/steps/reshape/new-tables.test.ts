import { expect, it } from "vitest";
import { prepare } from "../../../src/steps/prepare/index.js";
import { reshape } from "../../../src/steps/reshape/index.js";
import type { Ground } from "../../fixture/apply-plan.js";
import { proveKind } from "../../fixture/prove-kind.js";

const partitioned = `
  CREATE SCHEMA uses;
  CREATE TABLE uses.things (id int PRIMARY KEY);
  CREATE TABLE uses.events (id int, at timestamptz, thing int REFERENCES uses.things, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
  CREATE INDEX events_thing_idx ON uses.events (thing);
  CREATE TABLE uses.events_2026 PARTITION OF uses.events FOR VALUES FROM ('2026-01-01Z') TO ('2027-01-01Z');
  CREATE TABLE uses.events_default PARTITION OF uses.events DEFAULT`;

it("makes a new table with the partitions that it has in the target, and takes it away with what is in them", async () => {
  const steps = await proveKind({
    source: "CREATE TABLE public.other (id int PRIMARY KEY)",
    target: partitioned,
    kinds: [prepare, reshape],
    look,
  });
  expect(steps.length).toBeGreaterThan(0);
});

async function look({ rows, client }: Ground): Promise<void> {
  await client.query("INSERT INTO uses.things VALUES (1) ON CONFLICT DO NOTHING");
  const written = await rows(
    "INSERT INTO uses.events VALUES (1, '2026-05-01Z', 1), (2, '1999-01-01Z', 1) ON CONFLICT DO NOTHING RETURNING tableoid::regclass::text AS part",
  );
  expect(written.map(({ part }) => part)).toEqual(["uses.events_2026", "uses.events_default"]);
  const indexes = await rows(
    "SELECT indrelid::regclass::text AS on FROM pg_index JOIN pg_attribute ON attrelid = indexrelid AND attname = 'thing' WHERE indisvalid ORDER BY 1",
  );
  expect(indexes.map(({ on }) => on)).toEqual([
    "uses.events",
    "uses.events_2026",
    "uses.events_default",
  ]);
  await client.query("DELETE FROM uses.events; DELETE FROM uses.things");
}

it("makes an index of a materialized view with it, and takes a trigger away before what its condition names", async () => {
  const steps = await proveKind({
    source: "CREATE TABLE public.other (id int PRIMARY KEY)",
    target: `
      CREATE SCHEMA a; CREATE SCHEMA z;
      CREATE TABLE z.marks (name text PRIMARY KEY);
      CREATE TABLE a.things (id int PRIMARY KEY);
      CREATE FUNCTION a.refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
      CREATE TRIGGER guard BEFORE INSERT ON a.things
        FOR EACH ROW WHEN (has_table_privilege('z.marks'::regclass, 'INSERT')) EXECUTE FUNCTION a.refuse();
      CREATE MATERIALIZED VIEW a.counted AS SELECT count(*) AS things FROM a.things;
      CREATE UNIQUE INDEX counted_things_key ON a.counted (things);
      CREATE FUNCTION a.kind(word varchar) RETURNS boolean LANGUAGE sql BEGIN ATOMIC SELECT word IN ('one', 'two'); END`,
    kinds: [prepare, reshape],
  });
  expect(steps.length).toBeGreaterThan(0);
});
