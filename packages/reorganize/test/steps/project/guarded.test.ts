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
  CREATE FUNCTION kept.refuse() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF pg_catalog.current_setting('session_replication_role') = 'replica' AND pg_catalog.current_setting('kept.moving', true) = 'yes' THEN
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
    await client.query("SET session_replication_role = replica");
    await expect(client.query("DELETE FROM kept.versions")).rejects.toThrow("by the trigger");
    await client.query("UPDATE legacy.changes SET name = 'new' WHERE id = 11");
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
