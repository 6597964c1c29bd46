import { beforeAll, expect, test } from "vitest";
import { introspectSql } from "../../src/rpc/introspect-sql.js";
import { startBridge } from "../fixture/start-bridge.js";
import { useDatabase } from "../fixture/use-database.js";

const database = useDatabase();

beforeAll(() =>
  database.query(`
    CREATE TYPE mood AS ENUM ('fine', 'great');
    CREATE DOMAIN email AS text;
    CREATE TABLE people (id uuid PRIMARY KEY, email email NOT NULL, mood mood, tags text[] NOT NULL,
      moods mood[], born timestamp, data jsonb, big bigint, small smallint, money numeric(9,2), place point)`),
);

const describeQuery = async (source: string) => {
  const { queries } = await introspectSql(database.url, {
    url: database.url,
    queries: [{ name: "q", source }],
  });
  return queries[0];
};

test("columns have Prisma's types and say whether they can be null (point 14)", async () => {
  const query = await describeQuery("SELECT *, 1 AS one FROM people");
  expect(query?.resultColumns.map(({ name, typ, nullable }) => [name, typ, nullable])).toEqual([
    ["id", "uuid", false],
    ["email", "string", false],
    ["mood", "mood", true],
    ["tags", "string-array", false],
    ["moods", "string-array", true],
    ["born", "datetime", true],
    ["data", "json", true],
    ["big", "bigint", true],
    ["small", "int", true],
    ["money", "decimal", true],
    ["place", "unknown", true],
    ["one", "int", true],
  ]);
});

test("an outer join makes every column nullable", async () => {
  const query = await describeQuery("SELECT b.id FROM people a LEFT JOIN people b ON a.id = b.id");
  expect(query?.resultColumns[0]?.nullable).toBe(true);
});

test("parameters have types of the server, or of their comments", async () => {
  const source = `-- @description Finds people.
-- @param {String?} $2:mood how they feel
SELECT id FROM people WHERE big > $1 AND mood::text = $2`;
  const query = await describeQuery(source);
  expect(query).toMatchObject({ name: "q", source, documentation: "Finds people." });
  expect(query?.parameters).toEqual([
    { name: "_0", typ: "bigint", documentation: null, nullable: false },
    { name: "mood", typ: "string", documentation: "how they feel", nullable: true },
  ]);
});

test("a statement is described and not run", async () => {
  const query = await describeQuery("DELETE FROM people WHERE id = $1");
  expect(query).toMatchObject({ parameters: [{ typ: "uuid" }], resultColumns: [] });
  await database.query(
    "INSERT INTO people (id, email, tags) VALUES (gen_random_uuid(), 'a', '{}')",
  );
  await describeQuery("DELETE FROM people");
  expect(await database.query("SELECT count(*)::int AS n FROM people")).toEqual([{ n: 1 }]);
});

test("a wrong statement is an error of the server, and the bridge lives on", async () => {
  const bridge = startBridge(database.url, "_sql");
  const ask = (source: string) =>
    bridge.request("introspectSql", { url: database.url, queries: [{ name: "q", source }] });
  const { error } = await ask("SELECT nothing FROM people");
  expect(error?.data.message).toContain('column "nothing" does not exist');
  const { result } = await ask("SELECT 1 AS one");
  expect(result).toMatchObject({ queries: [{ resultColumns: [{ name: "one", typ: "int" }] }] });
  await bridge.stop();
});
