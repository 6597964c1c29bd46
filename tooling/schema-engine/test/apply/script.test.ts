import { expect, test } from "vitest";
import { partFrom, readScript } from "../../src/apply/script.js";

/** How many statements each part of a file has. */
async function partsOf(sql: string): Promise<number[]> {
  const script = await readScript(sql);
  const parts: number[] = [];
  for (let from = 0; from < script.statements.length; ) {
    const { to } = partFrom(script, from);
    parts.push(to - from);
    from = to;
  }
  return parts;
}

test.each([
  ["what can be one transaction is one", "CREATE TABLE a (x int); INSERT INTO a VALUES (1)", [2]],
  [
    "each index that is built concurrently is a part",
    "SET x.y = 1; CREATE INDEX CONCURRENTLY i ON a (x); CREATE INDEX CONCURRENTLY ON a (y); ANALYZE a",
    [1, 1, 1, 1],
  ],
  [
    "each check of what is there already is a part",
    "ALTER TABLE a ADD COLUMN y int; ALTER TABLE a ADD CHECK (y > 0) NOT VALID; ALTER TABLE a VALIDATE CONSTRAINT a_y_check; ANALYZE a",
    [2, 1, 1],
  ],
  ["as is REINDEX (CONCURRENTLY)", "SELECT 1; REINDEX (CONCURRENTLY) TABLE a; SELECT 2", [1, 1, 1]],
  [
    "and a partition that is detached concurrently",
    "SELECT 1; ALTER TABLE a DETACH PARTITION b CONCURRENTLY",
    [1, 1],
  ],
  ["VACUUM is one", "VACUUM a; SELECT 1; SELECT 2", [1, 2]],
  [
    "words in strings and bodies mean nothing",
    "SELECT 'CREATE INDEX CONCURRENTLY'; DO $$ BEGIN PERFORM 'VACUUM'; END $$",
    [2],
  ],
  [
    "a file that says itself where its transactions end stays whole",
    "BEGIN; SELECT 1; COMMIT; VACUUM a",
    [4],
  ],
])("%s", async (_title, sql, parts) => {
  expect(await partsOf(sql)).toEqual(parts);
});

test("what the parser refuses is left to the server, whole", async () => {
  expect(await readScript("CREATE TABEL a ()")).toMatchObject({ statements: [], isWhole: true });
});
