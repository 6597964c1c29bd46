import { type Node, readStatements } from "@deepiri/sql";
import { expect, it } from "vitest";
import { withoutNeedlessJoins } from "../../src/projection/needless-joins.js";
import { selectOf } from "../../src/projection/tree.js";
import { writeQuery } from "../../src/projection/write-query.js";

it.each([
  {
    what: "what nothing is read of goes, also in a chain",
    from: "a LEFT JOIN b ON b.id = a.b LEFT JOIN c ON c.id = b.c",
    left: "a",
  },
  {
    what: "what another join reads stays with it",
    from: "a LEFT JOIN b ON b.id = a.b JOIN c ON c.id = b.c LEFT JOIN d ON d.id = c.d",
    left: "a LEFT JOIN b ON b.id = a.b JOIN c ON c.id = b.c",
  },
  {
    what: "what stands beside it LATERAL stays",
    from: "a LEFT JOIN b ON b.id = a.b CROSS JOIN LATERAL (SELECT b.id + 1 AS n) AS next",
    left: "a LEFT JOIN b ON b.id = a.b CROSS JOIN LATERAL (SELECT b.id + 1 AS n) AS next",
  },
  {
    what: "a join that leaves rows out, or adds some, stays",
    from: "a JOIN b ON b.id = a.b RIGHT JOIN c ON c.id = a.c FULL JOIN d ON d.id = a.d",
    left: "a JOIN b ON b.id = a.b RIGHT JOIN c ON c.id = a.c FULL JOIN d ON d.id = a.d",
  },
  {
    what: "nothing goes where a name does not say of what it is",
    from: "a LEFT JOIN b ON b.id = a.b LEFT JOIN c ON n = 1",
    left: "a LEFT JOIN b ON b.id = a.b LEFT JOIN c ON n = 1",
    read: "n",
  },
])("of optional joins $what", async ({ from, left, read = "a.id" }) => {
  const select = await selectFrom(read, from);
  const { targetList = [], fromClause = [] } = select;
  const stripped = { ...select, fromClause: withoutNeedlessJoins(fromClause, [targetList]) };
  expect(await writeQuery(stripped)).toBe(await writeQuery(await selectFrom(read, left)));
});

async function selectFrom(read: string, from: string) {
  const [statement] = await readStatements(`SELECT ${read} FROM ${from}`);
  const select = selectOf(statement?.node as Node);
  if (!select) throw new TypeError("It is no SELECT");
  return select;
}
