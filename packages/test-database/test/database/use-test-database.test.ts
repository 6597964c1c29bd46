import { setTimeout } from "node:timers/promises";
import { beforeAll, describe, expect, test } from "vitest";
import { openDatabase } from "../../src/database/open-database.js";
import { type TestDatabase, TestDatabaseNotReadyError, useTestDatabase } from "../../src/index.js";

const schemas = `SELECT nspname::text AS name FROM pg_namespace WHERE nspname LIKE '\\_%' ORDER BY 1`;
const addRole = "INSERT INTO public.roles (name) VALUES ('gardener')";
const countRoles = "SELECT count(*)::int AS count FROM public.roles WHERE name = 'gardener'";

describe("the database of a package", () => {
  const database = useTestDatabase("auth");

  beforeAll(async () => {
    expect(await database.query("SELECT 1 AS one")).toEqual([{ one: 1 }]);
  });

  test("holds the migrations of the package and its dependencies, and no other's", async () => {
    expect(await database.query(schemas)).toEqual([{ name: "_auth" }, { name: "_core" }]);
  });

  test("does not find a table without its schema", async () => {
    await expect(database.query("SELECT * FROM users")).rejects.toMatchObject({ code: "42P01" });
    expect(await database.query("SHOW search_path")).toEqual([{ search_path: "" }]);
  });

  test("takes values and returns rows", async () => {
    const rows = await database.query<{ sum: number }>("SELECT $1::int + $2::int AS sum", [1, 2]);
    expect(rows[0]?.sum).toBe(3);
  });
});

describe("two databases of one package", () => {
  const one = useTestDatabase("core");
  const other = useTestDatabase("core");

  test("do not see each other's rows", async () => {
    await one.query(addRole);
    expect(await one.query(countRoles)).toEqual([{ count: 1 }]);
    expect(await other.query(countRoles)).toEqual([{ count: 0 }]);
  });
});

describe("a database of each test", () => {
  const database = useTestDatabase("core", { per: "test" });
  const seen = new Set<string>();

  test.each([1, 2, 3, 4])("is new, however fast one follows the other: %i", async (turn) => {
    await database.query(addRole);
    expect(await database.query(countRoles)).toEqual([{ count: 1 }]);
    expect(seen.add(database.url).size).toBe(turn);
  });
});

test("connections that a test did not give back do not hold up its end", async () => {
  const database = await openDatabase({ package: "core" });
  await database.pool.connect();
  await database.owner.connect();
  await database.close(undefined);
  await expect(database.pool.query("SELECT 1")).rejects.toThrow(/after calling end/);
});

test("a query that is still asked at the end is answered with that, and its connection given back once", async () => {
  const database = await openDatabase({ package: "core" });
  const asked = database.pool.query("SELECT pg_sleep(60)");
  const answer = expect(asked).rejects.toThrow(/terminated/);
  await expect.poll(() => database.pool.totalCount - database.pool.idleCount).toBe(1);
  await setTimeout(100);
  await database.close(undefined);
  await answer;
});

describe("a database before and after its tests", () => {
  const inner: { database?: TestDatabase } = {};
  describe("inside", () => {
    const database = useTestDatabase("core");
    inner.database = database;
    expect(() => database.pool).toThrow(/use it inside test\(\)/);
    test("is there", () => expect(database.url).toMatch(/^postgresql:/));
  });
  test("is not there", () => {
    expect(() => inner.database?.url).toThrow(TestDatabaseNotReadyError);
  });
});
