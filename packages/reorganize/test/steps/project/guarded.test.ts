import { expect, it } from "vitest";
import { type Projected, send, withProjected } from "./ground.js";

// Versions outlive their things, so that no foreign key leads from them; and whoever writes them by hand is refused.
const sql = `
  CREATE SCHEMA legacy; CREATE SCHEMA kept;
  CREATE TABLE legacy.things (id int PRIMARY KEY, owner int, name text);
  CREATE TABLE legacy.changes (id int PRIMARY KEY, thing_id int, n int, name text);
  INSERT INTO legacy.things SELECT n, n % 4, 'thing ' || n FROM generate_series(1, 20) AS n;
  INSERT INTO legacy.changes SELECT t * 10 + n, t, n, 'once ' || n FROM generate_series(1, 20) AS t, generate_series(1, 3) AS n;
  CREATE TABLE kept.owners (id int PRIMARY KEY);
  INSERT INTO kept.owners VALUES (1), (2), (3);
  CREATE TABLE kept.things (id int PRIMARY KEY, owner int NOT NULL REFERENCES kept.owners, name text NOT NULL);
  CREATE TABLE kept.versions (thing int, n int, name text NOT NULL, PRIMARY KEY (thing, n));
  CREATE TABLE kept.moves (role text DEFAULT pg_catalog.current_setting('session_replication_role'));
  CREATE FUNCTION kept.refuse() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF pg_catalog.current_setting('kept.moving', true) = 'yes' AND pg_catalog.has_parameter_privilege('session_replication_role', 'SET') THEN
      INSERT INTO kept.moves VALUES (DEFAULT);
      RETURN NULL;
    END IF;
    RAISE EXCEPTION 'versions are written by the trigger of things alone';
  END $$;
  CREATE TRIGGER refuse BEFORE INSERT OR UPDATE OR DELETE ON kept.versions FOR EACH STATEMENT EXECUTE FUNCTION kept.refuse();
  ALTER TABLE kept.versions ENABLE ALWAYS TRIGGER refuse`;

const projections = {
  things: {
    to: "kept.things",
    query: "SELECT t.id, t.owner, t.name FROM legacy.things AS t",
  },
  versions: {
    to: "kept.versions",
    query: "SELECT c.thing_id AS thing, c.n, c.name FROM legacy.changes AS c",
    refersTo: { "kept.things": { thing: "id" } },
    settings: { "kept.moving": "yes" },
  },
};

const run = async (ground: Projected): Promise<void> => {
  for (const { forward } of ground.steps) await send(ground.session, [forward], 7);
};

it("has rows wait for one that no foreign key asks for, and brings them in when it comes", () =>
  withProjected(sql, projections, async (ground) => {
    const { rows, client } = ground;
    const things = async () => {
      const all = await rows(
        "SELECT thing, count(*)::int AS versions FROM kept.versions GROUP BY thing ORDER BY thing",
      );
      return all.map(({ thing, versions }) => `${thing}: ${versions}`);
    };
    await run(ground);
    const without = Array.from({ length: 20 }, (_, n) => n + 1).filter((n) => n % 4 > 0);
    expect(await things()).toEqual(without.map((n) => `${n}: 3`));
    expect((await ground.aside()).filter(({ projection }) => projection === "versions")[0]).toEqual(
      {
        projection: "versions",
        unit: { _unit_1: 41 },
        state: "quarantined",
        reason: "breaks the rule refers to kept.things of kept.versions",
      },
    );
    await client.query("UPDATE legacy.things SET owner = 1 WHERE id = 4");
    expect(await things()).toContain("4: 3");
    await client.query(
      "INSERT INTO legacy.changes VALUES (99, 4, 9, 'last'), (98, 77, 1, 'of nothing')",
    );
    expect(await things()).toContain("4: 4");
    await client.query("DELETE FROM legacy.things WHERE id = 4");
    await client.query("DELETE FROM legacy.changes WHERE thing_id = 4");
    expect(await things()).not.toContain("4: 4");
    expect(await rows("SELECT FROM kept.things WHERE id = 4")).toEqual([]);
    expect(await ground.differences()).toEqual([]);
    expect(await ground.needlesslyAside()).toEqual([]);
  }));

it("writes under declared settings, which programs do not have, forward and back", () =>
  withProjected(sql, projections, async (ground) => {
    const { rows, client } = ground;
    await run(ground);
    await expect(client.query("DELETE FROM kept.versions")).rejects.toThrow("by the trigger");
    await client.query("TRUNCATE kept.moves");
    await client.query("UPDATE legacy.changes SET name = 'new' WHERE id = 11");
    // The session keeps its role, and with it the plans that it has.
    expect(await rows("SELECT DISTINCT role FROM kept.moves")).toEqual([{ role: "origin" }]);
    expect(await rows("SELECT name FROM kept.versions WHERE thing = 1 AND n = 1")).toEqual([
      { name: "new" },
    ]);
    expect(await rows("SELECT current_setting('kept.moving', true) AS now")).toEqual([
      { now: expect.toBeOneOf([null, ""]) },
    ]);
    const undo = ground.steps.toReversed().flatMap(({ inverse }) => inverse);
    await send(ground.session, undo, 7);
    expect(await rows("SELECT FROM kept.versions")).toEqual([]);
  }));

it.each([
  [
    "kept.nothing",
    { thing: "id" },
    "refers to kept.nothing, which no package of this database has",
  ],
  ["kept.things", { n2: "id" }, "refers to kept.things by n2, which it does not give"],
  ["kept.things", { thing: "owner" }, "refers to owner of kept.things, which is no key of it"],
])("refuses to refer to %s by %j", (table, columns, reason) =>
  expect(
    withProjected(
      sql,
      { ...projections, versions: { ...projections.versions, refersTo: { [table]: columns } } },
      async () => {},
    ),
  ).rejects.toThrow(reason),
);

const uses = `
  CREATE SCHEMA legacy; CREATE SCHEMA billing;
  CREATE TABLE legacy.people (id int PRIMARY KEY, name text);
  CREATE TABLE legacy.uses (id int PRIMARY KEY, person int, cost int);
  INSERT INTO legacy.people SELECT n, CASE WHEN n <> 2 THEN 'p' || n END FROM generate_series(1, 3) AS n;
  INSERT INTO legacy.uses SELECT n, 1 + n % 4, n FROM generate_series(1, 20) AS n;
  CREATE TABLE billing.people (tenant int, id int, name text NOT NULL, PRIMARY KEY (tenant, id));
  CREATE TABLE billing.uses (id int PRIMARY KEY, tenant int NOT NULL, person int, cost int,
    FOREIGN KEY (tenant, person) REFERENCES billing.people)`;

const late = {
  people: {
    to: "billing.people",
    query: "SELECT 1 AS tenant, p.id, p.name FROM legacy.people AS p",
  },
  uses: {
    to: "billing.uses",
    query: "SELECT u.id, 1 AS tenant, u.person, u.cost FROM legacy.uses AS u",
    late: ["person"],
  },
};

it("leaves what a row refers to null until that is there, if it is late, and keeps the rest of the row", () =>
  withProjected(uses, late, async (ground) => {
    const { rows, client } = ground;
    const sums = () =>
      rows(
        "SELECT person, sum(cost)::int AS cost FROM billing.uses GROUP BY person ORDER BY person",
      );
    await run(ground);
    expect(await sums()).toEqual([
      { person: 1, cost: 60 },
      { person: 3, cost: 50 },
      { person: null, cost: 100 },
    ]);
    expect((await ground.aside()).filter(({ projection }) => projection === "uses")[0]).toEqual({
      projection: "uses",
      unit: { _unit_1: 1 },
      state: "waiting",
      reason: "its person leads to no row of billing.people",
    });
    await client.query("UPDATE legacy.people SET name = 'at last' WHERE id = 2");
    await client.query("UPDATE legacy.uses SET cost = 0 WHERE id = 7");
    expect(await sums()).toEqual([
      { person: 1, cost: 60 },
      { person: 2, cost: 45 },
      { person: 3, cost: 50 },
      { person: null, cost: 48 },
    ]);
    expect(await ground.needlesslyAside()).toEqual([]);
  }));

it("refuses to have a column late that has to have a value", () =>
  expect(
    withProjected(uses, { ...late, uses: { ...late.uses, late: ["tenant"] } }, async () => {}),
  ).rejects.toThrow("has tenant late: that has to be a column of billing.uses which may be null"));

it("runs what a projection needs before it is filled, and what follows after, and undoes that", () =>
  withProjected(
    `CREATE SCHEMA legacy; CREATE SCHEMA log;
     CREATE TABLE legacy.entries (id int PRIMARY KEY, at date);
     INSERT INTO legacy.entries VALUES (1, '2025-01-05'), (2, '2025-02-05');
     CREATE TABLE log.entries (id int, at date, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
     CREATE TABLE log.found (id int PRIMARY KEY);
     CREATE FUNCTION log.make(since date, until date) RETURNS void LANGUAGE plpgsql AS $$
     BEGIN EXECUTE format('CREATE TABLE log.old PARTITION OF log.entries FOR VALUES FROM (%L) TO (%L)', since, until + 1); END $$`,
    {
      entries: {
        to: "log.entries",
        query: "SELECT e.id, e.at FROM legacy.entries AS e",
        before: ["SELECT log.make(min(at), max(at)) FROM legacy.entries"],
        after: ["INSERT INTO log.found SELECT id FROM log.entries ON CONFLICT DO NOTHING"],
        undo: ["DELETE FROM log.found"],
      },
    },
    async (ground) => {
      await run(ground);
      expect(await ground.rows("SELECT id FROM log.old ORDER BY id")).toEqual([
        { id: 1 },
        { id: 2 },
      ]);
      expect(await ground.rows("SELECT id FROM log.found ORDER BY id")).toEqual([
        { id: 1 },
        { id: 2 },
      ]);
      await send(
        ground.session,
        ground.steps.toReversed().flatMap(({ inverse }) => inverse),
        7,
      );
      expect(await ground.rows("SELECT id FROM log.found")).toEqual([]);
    },
  ));
