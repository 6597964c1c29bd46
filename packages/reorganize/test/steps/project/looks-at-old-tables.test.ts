import { expect, it } from "vitest";
import { prepare } from "../../../src/steps/prepare/index.js";
import { project } from "../../../src/steps/project/index.js";
import { reshape } from "../../../src/steps/reshape/index.js";
import type { Ground } from "../../fixture/apply-plan.js";
import { proveKind } from "../../fixture/prove-kind.js";

const source = `
  CREATE SCHEMA legacy;
  CREATE TABLE legacy.things (id int PRIMARY KEY, name text);
  CREATE TABLE legacy.links (id int PRIMARY KEY, owner int NOT NULL REFERENCES legacy.things ON DELETE CASCADE, other int);
  INSERT INTO legacy.things (id) SELECT * FROM generate_series(1, 9);
  INSERT INTO legacy.links SELECT n, 1 + n % 9, 1 + n * 5 % 9 FROM generate_series(1, 18) AS n`;

const target = `
  CREATE SCHEMA own;
  CREATE TABLE own.things (id int PRIMARY KEY);
  CREATE TABLE own.links (owner int REFERENCES own.things ON DELETE CASCADE, other int REFERENCES own.things ON DELETE CASCADE, ids int[], PRIMARY KEY (owner, other))`;

const projections = {
  things: { to: "own.things", query: "SELECT t.id FROM legacy.things AS t", unit: [], back: {} },
  links: {
    to: "own.links",
    query: `
      SELECT one.owner, one.other, pg_catalog.array_agg(one.id ORDER BY one.id) AS ids,
             CASE WHEN pg_catalog.count(one.there) = 0 THEN 'it leads nowhere' END AS _left_out
        FROM (SELECT l.id, l.owner, l.other, t.id AS there FROM legacy.links AS l LEFT JOIN legacy.things AS t ON t.id = l.other) AS one
       GROUP BY one.owner, one.other`,
    unit: [],
    back: {
      "legacy.links": `
        SELECT old.id, n.owner, n.other FROM own.links AS n
          JOIN legacy.things AS o ON o.id = n.owner JOIN legacy.things AS t ON t.id = n.other
         CROSS JOIN LATERAL pg_catalog.unnest(n.ids) AS old (id)`,
    },
  },
};

it("leaves to an old program what it writes to old tables, also where the way back looks at them", async () => {
  await proveKind({
    source,
    target,
    kinds: [prepare, reshape, project],
    mapping: { projections, leftOut: { "legacy.things.name": "nobody reads it" } },
    look,
  });
});

async function look({ rows, client }: Ground): Promise<void> {
  await client.query("BEGIN");
  // What no query reads is nothing that anything is made of.
  const evaluated = async () => {
    const calls = await rows(
      "SELECT funcname FROM pg_stat_xact_user_functions WHERE funcname LIKE 'project %' OR funcname LIKE 'adopt %' ORDER BY 1",
    );
    return calls.map(({ funcname }) => funcname);
  };
  await client.query("SET LOCAL track_functions = 'all'");
  await client.query("UPDATE legacy.things SET name = 'any' WHERE id = 4");
  expect(await evaluated()).toEqual([]);
  const links = async (table: string) =>
    (await rows(`SELECT DISTINCT owner, other FROM ${table} ORDER BY 1, 2`)).map(
      ({ owner, other }) => `${owner} to ${other}`,
    );
  // With the thing go its links in the old tables, and no others: those that lead to it lead nowhere.
  const before = await links("legacy.links");
  await client.query("DELETE FROM legacy.things WHERE id = 4");
  const left = before.filter((link) => !link.startsWith("4 "));
  expect(left).not.toEqual(before);
  expect(await links("legacy.links")).toEqual(left);
  expect(await links("own.links")).toEqual(left.filter((link) => !link.endsWith(" 4")));
  expect(await rows("SELECT FROM own.things WHERE id = 4")).toEqual([]);

  // What a new program writes comes to them.
  await client.query("DELETE FROM own.links WHERE owner = 5");
  await client.query("INSERT INTO own.links VALUES (6, 7, '{100}')");
  expect(await links("legacy.links")).toEqual(
    [...left.filter((link) => !link.startsWith("5 ") || link.endsWith(" 4")), "6 to 7"].sort(),
  );
  await client.query("ROLLBACK");
}
