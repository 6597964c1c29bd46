import { expect, it } from "vitest";
import { readCatalog } from "../../src/catalog/read-catalog.js";
import { affectedSql } from "../../src/projection/affected.js";
import { readProjections } from "../../src/projection/read-projections.js";
import { named, relation } from "../../src/steps/project/relation.js";
import { withGround } from "../fixture/apply-plan.js";
import { rowsIn } from "../fixture/rows-in-plan.js";

const source = `
  CREATE SCHEMA old;
  CREATE TABLE old.items (id int PRIMARY KEY, next int, name text);
  CREATE TABLE old.far (id int PRIMARY KEY, name text);
  INSERT INTO old.items SELECT n, n % 2000 + 1, 'item ' || n FROM generate_series(1, 2000) AS n;
  CREATE INDEX ON old.items (next);
  ANALYZE`;

const numbers = Array.from({ length: 11 }, (_, index) => index + 1);

/** Each leads to the next one: more tables than the server plans together. */
const chain = (join: string, first = "i.next"): string =>
  numbers
    .map((n) => `${join} old.items AS i${n} ON i${n}.id = ${n === 1 ? first : `i${n - 1}.next`}`)
    .join("\n");

it.each([
  ["for sure", chain("JOIN")],
  ["if they are there", chain("LEFT JOIN")],
  [
    "by what is made of another",
    `CROSS JOIN LATERAL (SELECT i.next AS id) AS made ${chain("JOIN", "made.id")}`,
  ],
])("begins with the rows that have changed, however many tables are joined %s", (_, joins) =>
  withGround(source, async ({ session, client, rows }) => {
    const projections = {
      far: {
        to: "old.far",
        query: `SELECT i.id, i11.name FROM old.items AS i ${joins}`,
        unit: [],
        refersTo: {},
        late: [],
        settings: {},
        back: {},
      },
    };
    const catalog = await readCatalog(session);
    const [projection] = await readProjections(session, catalog, { projections } as never);
    const read = projection?.query.reads.find(({ alias }) => alias === "i11");
    if (!projection || !read) throw new Error("no projection was read");
    const changed = named(await relation("SELECT * FROM old.items WHERE id IN (5, 1990)"), "i11");
    const affected = await affectedSql(projection.query, read, changed);
    await client.query("SET enable_seqscan = off; SET enable_mergejoin = off");
    expect(await rows(`SELECT * FROM (${affected}) AS one ORDER BY 1`)).toEqual([
      { _unit_1: 1979 },
      { _unit_1: 1994 },
    ]);
    expect(await rowsIn(rows, affected)).toBeLessThan(100);
  }),
);
