import { expect, it } from "vitest";
import { merge } from "../../../src/steps/merge/index.js";
import { oddNames, oddTwins } from "../../fixture/odd-twins.js";
import { proveKind } from "../../fixture/prove-kind.js";

const rows = `
  INSERT INTO "Shop"."Order-Items" OVERRIDING SYSTEM VALUE VALUES
    (1, '2026-01-01', 'p"1', 1.5, '2026-01-01'), (2, NULL, 'p''2', 2, '2026-01-02'), (3, NULL, NULL, 3, NULL);
  INSERT INTO "Old Shop"."Order-Items" OVERRIDING SYSTEM VALUE VALUES
    (2, '2026-02-02', 'p''2', 2, '2026-01-03'), (3, NULL, 'older', 3, NULL), (4, NULL, 'p"1', 4, NULL),
    (5, '2026-05-05 12:00', 'p-5', -5.12, '2026-01-01'), (6, NULL, NULL, NULL, NULL);`;

const source = (tail = "") => `${oddTwins} ${rows} ${tail}`;

const sourceOf = (table: string, rename: Record<string, string> = {}) => ({
  table,
  having: [],
  lacking: [],
  rename,
});

const mapping = {
  tables: {
    [oddNames.survivor]: [sourceOf(oddNames.survivor), sourceOf(oddNames.twin, oddNames.rename)],
  },
};

it.each([
  { title: "a view takes the twin's name", sql: source(), quarantined: 3 },
  {
    title: "the survivor takes the twin's name",
    sql: source(
      `CREATE VIEW "Old Shop"."my view" AS SELECT "Due Date" FROM "Old Shop"."Order-Items"`,
    ),
    // Here the survivor has no rule that parts are unique.
    quarantined: 2,
  },
])("merges tables of odd names when $title", { timeout: 60_000 }, async ({ sql, quarantined }) => {
  const steps = await proveKind({
    source: sql,
    target: `${oddTwins} DROP SCHEMA "Old Shop" CASCADE`,
    mapping,
    kinds: [merge],
    look: async (ground) => {
      const read = (table: string, due: string) =>
        ground.rows(`SELECT id, ${due}::date::text AS due FROM ${table} ORDER BY id`);
      const rows = await read('"Shop"."Order-Items"', '"Date, Due"');
      expect(rows).toContainEqual({ id: 2, due: "2026-02-02" });
      expect(rows).toContainEqual({ id: 5, due: "2026-05-05" });
      expect(await read('"Old Shop"."Order-Items"', '"Due Date"')).toEqual(rows);
      expect(rows).toHaveLength(8 - quarantined);
      expect(await ground.rows("SELECT FROM _reorganize.quarantine")).toHaveLength(quarantined);
    },
  });
  expect(steps.map(({ id }) => id.action)).toContain("cut over");
});
